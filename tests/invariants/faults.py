"""What can go wrong with the published tables: for each invariant the faults that it must catch.

A fault is one statement on the demo company's warehouse, as small as the invariant is sharp: a
cent, a unit, a row, a null.
"""

ONE_LIVE_LEG = """
    (select min(return_leg_id) from marts.fct_return_legs
    where is_system_of_record and leg_kind = 'credit')
"""
ONE_LINE = f"""
    (select return_line_id from marts.fct_return_legs
    where return_leg_id = {ONE_LIVE_LEG})
"""

# A posting of the amount and on the day of one leg.
POSTING = f"""
    select * replace (
        return_leg_id || '#' as return_leg_id, null as return_line_id, null as return_id,
        'batch' as unlinked_reason, 'batch_summary' as leg_kind
    )
    from marts.fct_return_legs where return_leg_id = {ONE_LIVE_LEG}
"""

ROLLFORWARD = """
    insert into marts.fct_open_returns_rollforward (
        company, channel, period, diagnosis, measure,
        opening, restated, opened, cleared, written_off, reclassified, closing
    )
    values
"""

# The invariant, what went wrong, and the SQL that makes it go wrong.
FAULTS = [
    (
        "every_record_of_a_file_is_landed_repeated_or_quarantined",
        "a record is counted nowhere",
        """
        update marts.fct_control_totals set landed_records = landed_records - 1
        where source_file = (select min(source_file) from marts.fct_control_totals)
        """,
    ),
    (
        "every_record_of_a_file_is_landed_repeated_or_quarantined",
        "a file has no control total",
        """
        delete from marts.fct_control_totals
        where source_file = (select min(source_file) from marts.fct_control_totals)
        """,
    ),
    (
        "every_landed_record_is_in_its_raw_table",
        "a record that was set aside is counted as landed",
        """
        update marts.fct_control_totals
        set landed_records = landed_records + 1, quarantined_records = quarantined_records - 1
        where source_file = (
            select min(source_file) from marts.fct_control_totals where status = 'loaded'
        )
        """,
    ),
    (
        "every_landed_document_is_staged",
        "staging filters a version of a document",
        """
        delete from staging.stg_xero__invoices
        where content_hash = (select min(content_hash) from staging.stg_xero__invoices)
        """,
    ),
    (
        "every_staged_leg_is_published",
        "a leg gets lost between staging and the published legs",
        f"delete from marts.fct_return_legs where return_leg_id = {ONE_LIVE_LEG}",
    ),
    (
        "every_leg_is_shared_out_whole",
        "a unit is allocated twice",
        f"""
        insert into marts.fct_return_legs by name
        select * replace (return_leg_id || '+' as return_leg_id) from marts.fct_return_legs
        where return_leg_id = {ONE_LIVE_LEG}
        """,
    ),
    (
        "every_leg_is_shared_out_whole",
        "a cent of tax is lost",
        f"""
        update marts.fct_return_legs set tax_amount = tax_amount - 0.01
        where return_leg_id = {ONE_LIVE_LEG}
        """,
    ),
    (
        "every_leg_is_shared_out_whole",
        "an amount becomes unknown",
        f"""
        update marts.fct_return_legs set base_net_amount = null
        where return_leg_id = {ONE_LIVE_LEG}
        """,
    ),
    (
        "every_batch_is_made_up_of_the_documents_that_it_covers",
        "a posting covers nothing, and nothing says that it differs",
        f"insert into marts.fct_return_legs by name {POSTING}",
    ),
    (
        "every_batch_is_made_up_of_the_documents_that_it_covers",
        "a cell repeats a leg that is not on its line",
        f"""
        insert into marts.fct_return_legs by name {POSTING}
        union all by name
        select * replace (
            return_leg_id || '+' as return_leg_id, 'nobody' as source_leg_id,
            'batch_total' as match_rule
        )
        from marts.fct_return_legs where return_leg_id = {ONE_LIVE_LEG}
        """,
    ),
    (
        "every_leg_has_a_line_or_a_reason",
        "a leg on a line has a reason to stand aside",
        f"""
        update marts.fct_return_legs set unlinked_reason = 'refused'
        where return_leg_id = {ONE_LIVE_LEG}
        """,
    ),
    (
        "every_leg_has_a_line_or_a_reason",
        "a leg has neither line nor reason",
        f"""
        update marts.fct_return_legs set return_line_id = null, return_id = null
        where return_leg_id = {ONE_LIVE_LEG}
        """,
    ),
    (
        "no_live_leg_has_a_dead_reason",
        "a live leg stands aside as voided",
        f"""
        update marts.fct_return_legs
        set return_line_id = null, return_id = null, unlinked_reason = 'voided'
        where return_leg_id = {ONE_LIVE_LEG}
        """,
    ),
    (
        "no_line_mixes_live_legs_and_dead_ones",
        "a voided leg stays on a line that counts",
        f"update marts.fct_return_legs set is_voided = true where return_leg_id = {ONE_LIVE_LEG}",
    ),
    (
        "every_named_return_line_exists",
        "a line that others name is missing",
        f"delete from marts.fct_return_lines where return_line_id = {ONE_LINE}",
    ),
    (
        "every_named_return_line_exists",
        "a line has no leg",
        f"""
        update marts.fct_return_legs set return_line_id = null
        where return_line_id = {ONE_LINE}
        """,
    ),
    (
        "every_line_adds_up_its_live_legs",
        "a line holds a cent more than its legs",
        f"""
        update marts.fct_return_lines set hub_revenue_amount = hub_revenue_amount + 0.01
        where return_line_id = {ONE_LINE}
        """,
    ),
    (
        "every_line_adds_up_its_live_legs",
        "a line lacks the units of a leg",
        f"""
        update marts.fct_return_legs set units = units + 1
        where return_leg_id = {ONE_LIVE_LEG}
        """,
    ),
    (
        "every_line_has_its_nine_cells",
        "a cell is missing",
        f"""
        delete from marts.fct_evidence_cells
        where return_line_id = {ONE_LINE} and tier = 'ledger' and layer = 'valuation'
        """,
    ),
    (
        "every_line_has_its_nine_cells",
        "a layer has two systems of record",
        f"""
        update marts.fct_evidence_cells set is_system_of_record = true
        where return_line_id = {ONE_LINE} and layer = 'financial'
        """,
    ),
    (
        "only_live_legs_of_the_system_of_record_count",
        "a leg of the system of record does not count",
        f"""
        update marts.fct_return_legs set is_system_of_record = false
        where return_leg_id = {ONE_LIVE_LEG}
        """,
    ),
    (
        "only_live_legs_of_the_system_of_record_count",
        "a leg without a line counts",
        """
        update marts.fct_return_legs set is_system_of_record = true
        where return_leg_id = (
            select min(return_leg_id) from marts.fct_return_legs where return_line_id is null
        )
        """,
    ),
    (
        "every_return_adds_up_its_lines",
        "a line belongs to a return that does not count it",
        f"""
        update marts.fct_return_lines
        set return_id = (select max(return_id) from marts.fct_returns)
        where return_line_id = {ONE_LINE}
        """,
    ),
    (
        "every_return_adds_up_its_lines",
        "an amount of a return becomes unknown",
        """
        update marts.fct_returns set expected_cost_amount = null
        where return_id = (
            select min(return_id) from marts.fct_returns where expected_cost_amount <> 0
        )
        """,
    ),
    (
        "no_block_takes_more_than_its_legs_hold",
        "units are matched twice",
        """
        insert into marts.fct_matched_legs by name
        select * replace (matched_leg_id || '+' as matched_leg_id) from marts.fct_matched_legs
        where matched_leg_id = (select min(matched_leg_id) from marts.fct_matched_legs)
        """,
    ),
    (
        "no_block_takes_more_than_its_legs_hold",
        "a block names a leg that is not there",
        """
        update marts.fct_matched_legs set inventory_leg_id = 'no such leg'
        where matched_leg_id = (
            select min(matched_leg_id) from marts.fct_matched_legs
            where inventory_leg_id is not null
        )
        """,
    ),
    (
        "every_line_is_explained_by_its_bridge_lines",
        "the reason for a difference is lost",
        """
        delete from marts.fct_period_bridge_lines
        where bridge = 'quantity' and component = 'missing_restock'
        """,
    ),
    (
        "every_line_is_explained_by_its_bridge_lines",
        "a line walks to another total than its own",
        """
        update marts.fct_period_bridge_lines set units = units + 1
        where component in ('credited', 'restocked')
        """,
    ),
    (
        "every_line_is_explained_by_its_bridge_lines",
        "revenue that the ledger lacks has no reason",
        "delete from marts.fct_period_bridge_lines where component = 'not_in_ledger'",
    ),
    (
        "every_line_is_explained_by_its_bridge_lines",
        "a line is in no bridge",
        f"delete from marts.fct_period_bridge_lines where return_line_id = {ONE_LINE}",
    ),
    (
        "timing_clears_over_all_periods",
        "units leave one period and arrive in none",
        """
        delete from marts.fct_period_bridge_lines where component = 'credited_in_other_period'
        """,
    ),
    (
        "timing_clears_over_all_periods",
        "a cent more cost moves to a period than leaves another",
        """
        update marts.fct_period_bridge_lines set amount = amount + 0.01
        where component = 'reversal_timing' and amount > 0
        """,
    ),
    (
        "every_bridge_component_adds_up_its_lines",
        "a component is more than its lines",
        """
        update marts.fct_period_bridges set units = units + 1
        where component = 'kept' and period = (select min(period) from marts.fct_period_bridges)
        """,
    ),
    (
        "every_bridge_component_adds_up_its_lines",
        "a line stands in a period that has no bridge",
        f"""
        update marts.fct_period_bridge_lines set period = '1999-01'
        where return_line_id = {ONE_LINE}
        """,
    ),
    (
        "every_bridge_closes",
        "the middle total does not follow from its steps",
        """
        update marts.fct_period_bridges set amount = amount + 0.01 where component = 'hub_credited'
        """,
    ),
    (
        "every_bridge_closes",
        "a step that is 0 is left out",
        """
        delete from marts.fct_period_bridges
        where bridge = 'quantity' and component = 'duplicate_credit' and units = 0
        """,
    ),
    (
        "every_bridge_closes",
        "a step becomes unknown",
        "update marts.fct_period_bridges set units = null where component = 'never_shipped'",
    ),
    (
        "nothing_in_a_bridge_is_unexplained",
        "a bridge leaves a unit",
        """
        update marts.fct_period_bridges set units = 1
        where bridge = 'quantity' and component = 'unexplained'
        """,
    ),
    (
        "nothing_in_a_bridge_is_unexplained",
        "nobody says what a bridge leaves",
        "delete from marts.fct_period_bridges where component = 'unexplained'",
    ),
    (
        "nothing_in_a_bridge_is_unexplained",
        "the period table does not say what a bridge leaves",
        "update marts.fct_period_reconciliation set unexplained_revenue_amount = null",
    ),
    (
        "every_period_adds_up_its_legs_of_record",
        "a period counts a unit too few",
        """
        update marts.fct_period_reconciliation set restocked_units = restocked_units - 1
        where period = (select min(period) from marts.fct_period_reconciliation)
        """,
    ),
    (
        "every_period_adds_up_its_legs_of_record",
        "a leg lies in no period",
        f"update marts.fct_return_legs set period = null where return_leg_id = {ONE_LIVE_LEG}",
    ),
    (
        "every_bridge_leads_to_the_totals_of_its_period",
        "a bridge leads to another cost than the period's",
        """
        update marts.fct_period_reconciliation
        set restored_cost_amount = restored_cost_amount + 0.01
        where period = (select min(period) from marts.fct_period_reconciliation)
        """,
    ),
    (
        "every_bridge_leads_to_the_totals_of_its_period",
        "a period has no bridge",
        """
        delete from marts.fct_period_bridges
        where period = (select min(period) from marts.fct_period_bridges)
        """,
    ),
    (
        "every_return_is_counted_in_one_period",
        "a return is counted in two periods",
        """
        update marts.fct_period_reconciliation set "returns" = "returns" + 1
        where period = (select min(period) from marts.fct_period_reconciliation)
        """,
    ),
    (
        "every_return_is_counted_in_one_period",
        "a channel has no periods",
        """
        delete from marts.fct_period_reconciliation
        where channel = (select min(channel) from marts.fct_period_reconciliation)
        """,
    ),
    (
        "every_rollforward_closes_and_is_carried_over",
        "the steps do not lead to the closing figure",
        f"{ROLLFORWARD} ('a', 'b', '2026-01', 'aligned', 'units', 0, 0, 2, 1, 0, 0, 2)",
    ),
    (
        "every_rollforward_closes_and_is_carried_over",
        "a period opens with another figure than the last one closed with",
        f"""
        {ROLLFORWARD}
            ('a', 'b', '2026-01', 'aligned', 'units', 0, 0, 2, 0, 0, 0, 2),
            ('a', 'b', '2026-02', 'aligned', 'units', 3, 0, 0, 0, 0, 0, 3)
        """,
    ),
    (
        "every_rollforward_closes_and_is_carried_over",
        "what is open is not carried to the next period",
        f"""
        {ROLLFORWARD}
            ('a', 'b', '2026-01', 'aligned', 'units', 0, 0, 2, 0, 0, 0, 2),
            ('a', 'b', '2026-02', 'aligned', 'count', 0, 0, 1, 0, 0, 0, 1)
        """,
    ),
    (
        "every_rollforward_closes_with_the_open_returns",
        "an open return is a cent more than the roll-forward closes with",
        """
        update marts.fct_open_returns_at_period_end
        set open_revenue_amount = open_revenue_amount + 0.01
        where (period, return_line_id) = (
            select min((period, return_line_id)) from marts.fct_open_returns_at_period_end
        )
        """,
    ),
    (
        "no_decision_hides_an_exception",
        "two decisions stand about one line",
        """
        insert into marts.fct_exception_decisions by name
        select * replace (decision_id || '+' as decision_id) from marts.fct_exception_decisions
        """,
    ),
    (
        "no_decision_hides_an_exception",
        "a line that was decided about is on no list",
        """
        create or replace view reporting.rpt_exceptions as
        select *, true as is_on_worklist from marts.fct_return_lines
        where persistence in ('timing_open', 'permanent', 'undetermined')
            and return_line_id not in (
                select return_line_id from marts.fct_exception_decisions
            )
        """,
    ),
    (
        "every_proposed_journal_balances",
        "a journal is a cent out of balance",
        """
        update marts.fct_proposed_entries set amount = amount + 0.01
        where document_to_make = 'journal' and side = 'credit'
        """,
    ),
    (
        "every_permanent_difference_has_a_proposal",
        "a permanent difference gets lost on the way to its entry",
        """
        delete from marts.fct_proposed_entries
        where entry_id = (select min(entry_id) from marts.fct_proposed_entries)
        """,
    ),
    (
        "every_permanent_difference_has_a_proposal",
        "an entry is proposed for a return that needs none",
        """
        insert into marts.fct_proposed_entries by name
        select * replace (return_id || '+' as return_id, entry_id || '+' as entry_id)
        from marts.fct_proposed_entries
        where line_number = 1
        """,
    ),
    (
        "every_tie_out_adds_up_to_the_ledgers_movement",
        "what is not landed is hidden",
        """
        update marts.fct_ledger_tie_out set amount = amount - 10
        where component = 'credit_notes' and period = '2026-01'
        """,
    ),
    (
        "every_tie_out_adds_up_to_the_ledgers_movement",
        "a movement that nobody knows is called landed",
        "update marts.fct_ledger_tie_out set amount = null where component = 'ledger_movement'",
    ),
    (
        "every_signed_total_is_explained",
        "a signed figure moves and no restatement item says so",
        """
        insert into staging.stg_reference__period_signoff_totals by name
        select
            company, channel, period, 1 as version,
            credited_units + 1 as credited_units, restocked_units, revenue_reversed_amount,
            restored_cost_amount, reversed_cost_amount
        from marts.fct_period_reconciliation
        where period = '2026-01' and channel = 'dropship'
        """,
    ),
]
