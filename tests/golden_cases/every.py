"""Every invented case, by what it is about."""

from typing import Final

from tests.golden_cases import leaving, lives, monitoring, papers, persons, plans, supply
from tests.golden_cases.says import Golden

GROUPS: Final[tuple[tuple[str, str, tuple[Golden, ...]], ...]] = (
    ("Checks of a plan", "Проверки плана", (*plans.CASES, *persons.CASES)),
    ("Viral load and CD4", "Вирусная нагрузка и CD4", monitoring.CASES),
    ("Medicines and parcels", "Препараты и посылки", supply.CASES),
    ("Papers of the package", "Документы пакета", papers.CASES),
    ("Steps, versions, leaving", "Шаги, версии, уход", (*lives.CASES, *leaving.CASES)),
)
EVERY: Final = tuple(case for *_, cases in GROUPS for case in cases)
