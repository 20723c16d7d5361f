"""Every attack that is thought of, and the test that plays it; `test_table.py` keeps the table whole."""

from typing import Final

_MAIL, _LIES = "evil/test_mail.py::test_", "evil/test_lies.py::test_"
_STORES, _MEMBERS = "evil/test_stores.py::test_", "evil/test_members.py::test_"
_HOSTILE, _MISSES = "sync/test_hostile_mail.py::test_", "sync/test_misses.py::test_"
_BRANCHES, _LATER = "unit/test_branches.py::test_", "unit/test_limits.py::test_"

BY_THE_SERVER: Final = {
    "drop middle": f"{_MISSES}a_batch_lost_on_the_way_is_asked_for_and_sent_again_byte_for_byte",
    "drop tail": f"{_MISSES}a_batch_only_a_colleague_saw_is_noticed_named_and_brought",
    "reorder": f"{_MAIL}envelopes_in_any_order_and_again_and_again_come_to_the_same",
    "replay": f"{_MAIL}envelopes_in_any_order_and_again_and_again_come_to_the_same",
    "freeze": f"{_LIES}a_server_that_stands_still_is_noticed_after_two_weeks",
    "redirect": f"{_MAIL}an_envelope_sent_to_somebody_else_is_read_by_nobody_else",
    "splice bodies": f"{_MAIL}parts_of_two_envelopes_make_no_third",
    "splice wraps": f"{_MAIL}parts_of_two_envelopes_make_no_third",
    "bit flips": f"{_HOSTILE}a_changed_bit_anywhere_in_an_envelope_is_put_aside_and_stops_nothing",
    "truncation": f"{_HOSTILE}a_changed_bit_anywhere_in_an_envelope_is_put_aside_and_stops_nothing",
    "version downgrade": f"{_MAIL}an_older_version_or_weaker_wrap_is_not_accepted",
    "wrong epoch": f"{_MAIL}an_envelope_of_another_epoch_opens_under_no_key",
    "invented organisation": f"{_HOSTILE}mail_of_an_organisation_that_was_never_met_is_not_read",
    "look-alike roster": f"{_LIES}a_roster_that_only_looks_like_a_partners_is_not_taken_for_it",
    "roster rollback hiding a revocation": f"{_LIES}a_revocation_the_server_hides_comes_with_the_next_batch",
    "key appended by the server": f"{_LIES}a_key_the_server_appends_to_a_roster_signs_for_nobody",
    "roster fork shown to two partners": (
        f"{_LIES}two_branches_of_a_roster_shown_to_two_partners_come_together_and_are_an_alarm"
    ),
    "revoked author goes on": (
        "sync/test_revoked.py::test_what_was_written_before_counts_and_what_comes_after_does_not"
    ),
    "cloned database": (
        "sync/test_copies.py::"
        "test_a_copy_in_another_folder_is_another_computer_and_each_reads_what_the_other_writes"
    ),
    "fork later": f"{_MAIL}a_chain_that_forks_later_is_an_alarm_and_the_first_branch_stays",
    "forwarding by a partner": f"{_MAIL}a_partner_cannot_pass_a_batch_on_as_if_it_was_for_another",
    "snapshot omitted": f"{_STORES}snapshots_the_server_leaves_out_are_an_alarm_and_come_from_a_colleague",
    "snapshot rolled back": f"{_STORES}an_old_index_is_an_alarm_and_moves_nothing",
    "snapshot emptied": f"{_STORES}an_emptied_list_of_snapshots_takes_nothing_away",
    "old index": f"{_STORES}an_old_index_is_an_alarm_and_moves_nothing",
    "premature drop": f"{_LIES}what_is_dropped_before_it_was_read_is_brought_again",
    "chunk swap": "unit/test_chunks.py::test_a_swapped_foreign_repeated_or_missing_chunk_is_found",
    "chunk truncation": "unit/test_chunks.py::test_the_end_cannot_be_cut_off_by_stating_fewer_chunks",
    "foreign chunk": (
        "sync/test_papers.py::test_a_false_chunk_is_thrown_away_with_an_alarm_and_the_right_one_taken_later"
    ),
    "blob under another id": f"{_STORES}an_attachment_under_anothers_id_is_not_shown_and_is_an_alarm",
    "false card": "sync/test_directory.py::test_a_false_card_is_refused_and_counted",
    "targeted pack": "server/test_shelf.py::test_a_pack_is_fetched_in_parts_and_its_hash_shows_a_change",
    "lies about head and positions": f"{_LIES}lies_about_head_and_position_skip_nothing_for_good",
    "lies about time": f"{_LIES}the_servers_time_decides_nothing",
    "instance flip-flop": (
        f"{_LIES}a_server_that_says_again_and_again_that_it_is_new_is_an_alarm_and_not_obeyed"
    ),
    "endless responses": f"{_LIES}an_answer_without_end_is_cut_off",
    "bomb responses": "unit/test_batches.py::test_a_small_message_cannot_fill_the_memory",
    "request replayed to another path": (
        "server/test_exchange.py::test_a_request_replayed_to_another_path_is_refused"
    ),
    "suggested KDF parameters": "unit/test_vault.py::test_a_vault_weaker_than_the_floor_is_not_opened",
    "false acks": f"{_LIES}an_ack_the_server_makes_up_ticks_nothing",
    "splitting two PCs of one organisation": (
        f"{_LIES}two_computers_of_one_organisation_that_are_kept_apart_notice_it"
    ),
}

BY_A_MEMBER: Final = {
    "over-role entry": f"{_MEMBERS}an_entry_above_ones_role_is_put_aside",
    "replacing what it may not": f"{_MEMBERS}nobody_replaces_what_they_may_not_write",
    "an empty snapshot with a high frontier": (
        f"{_STORES}an_empty_snapshot_with_a_high_frontier_removes_nothing_and_hides_nothing_that_comes"
    ),
    "backdated number": f"{_MEMBERS}a_backdated_number_hides_nothing_that_is_there",
    "backdated number of a revoked author": (
        f"{_LATER}an_entry_with_an_old_number_is_told_from_the_true_one_by_the_hash"
    ),
    "two entries with one number": f"{_MEMBERS}two_entries_with_one_number_both_stay_and_raise_an_alarm",
    "year 9999": f"{_MEMBERS}the_year_9999_moves_nobodys_clock_by_more_than_a_day",
    "dates and numbers beyond any calendar": (
        "store/test_strange_facts.py::test_no_fact_however_strange_stops_a_batch"
    ),
    "a million entries in one batch": f"{_MAIL}one_batch_of_very_many_entries_is_refused_as_a_whole",
    "erasing without right": f"{_MEMBERS}nobody_erases_with_another_organisation",
    "writing into a case where its organisation is no member": (
        f"{_MEMBERS}who_is_no_member_writes_into_no_case"
    ),
    "claiming another organisation's key": f"{_MEMBERS}an_entry_signed_with_anothers_name_is_an_alarm",
    "a revoked admin forking the roster to come back": (
        f"{_BRANCHES}what_a_revoked_administrator_states_on_another_branch_is_void_with_all_it_brought"
    ),
    "a puppet admin": "unit/test_comebacks.py::test_nobody_comes_back_while_the_founder_is_honest",
    "mutual revocation": f"{_BRANCHES}two_administrators_who_revoke_each_other_are_both_revoked",
    "a genuine entry sent ahead with a broken signature": (
        f"{_MEMBERS}a_genuine_entry_sent_ahead_with_a_broken_signature_is_not_kept_out"
    ),
    "an old holder offering the case again": f"{_MEMBERS}an_old_holder_offers_the_case_to_nobody_any_more",
    "acknowledging what was never sent": (
        f"{_MEMBERS}who_acknowledges_what_was_never_sent_is_named_and_nothing_counts_as_arrived"
    ),
    "a caseworker's erasure": f"{_MEMBERS}a_caseworkers_erasing_erases_nothing",
    "a forged content pack": (
        "sync/test_content_packs.py::test_a_stranger_a_caseworker_and_a_partner_not_compared_sign_in_vain"
    ),
    "a content pack changed on its way": (
        "sync/test_content_packs.py::test_a_changed_byte_anywhere_is_noticed"
    ),
    "a caseworker's reference data": (
        "sync/test_content_packs.py::test_who_is_no_doctor_or_administrator_accepts_nothing"
    ),
    "a carrier reading what is not its section": (
        f"{_MEMBERS}a_carrier_gets_what_is_not_its_section_neither_by_number_nor_by_asking_for_all"
    ),
}
