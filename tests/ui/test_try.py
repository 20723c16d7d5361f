from tests.stories.chain import Chain
import time
def test_x(qtbot, light, tmp_path):
    t=time.time()
    c=Chain(qtbot,tmp_path)
    s=c.identify("Новикова","Мария","1994",sex="f",stock="12"); print("id",time.time()-t)
    c.gather(s); print("gather",time.time()-t)
    c.send(s, letter="hello"); print("send",time.time()-t)
    c.exchange(); print("ex",time.time()-t)
    c.accept(s); c.sign(s); print("sign",time.time()-t)
    c.assemble(s); c.exchange(); c.arrive(s); c.hand_over(s); c.exchange(); print("end",time.time()-t)
    print([e.kind for e in c.case(s).standing])
