"""What must hold between the timeline, the grid, the seven answers, the verdict and the action of a
return line, as sentences: each is a query on a release whose rows are the lines that contradict it.

They are written from the meaning of the words (model.md M6 and M7), never from the models' SQL. A
sentence says what does not fit together; which side is wrong it cannot know.
"""

import duckdb

# Every sentence may read these: steps that count, the cells of a line side by side, and its lines.
PARTS = """
with lines as (select * from marts.fct_return_lines),
steps as (
    select *, state = 'posted' and not is_manual as is_counted,
        leg_kind in ('credit', 'restock', 'unrestock', 'cost_reversal')
        or (match_rule = 'order_amount' and leg_kind <> 'price_adjustment') as says_units
    from reporting.rpt_return_timeline where return_line_id is not null
),
cells as (select * from marts.fct_evidence_cells),
record as (
    select return_line_id,
        max(found_units) filter (layer = 'financial') as credited_units,
        max(expected_units) filter (layer = 'financial') as expected_credit_units,
        max(verdict) filter (layer = 'financial') as credit_verdict,
        max(found_units) filter (layer = 'inventory') as restocked_units,
        max(expected_units) filter (layer = 'inventory') as expected_restock_units,
        max(verdict) filter (layer = 'inventory') as restock_verdict,
        max(found_units) filter (layer = 'valuation') as valued_units,
        max(verdict) filter (layer = 'valuation') as value_verdict
    from cells where is_system_of_record group by return_line_id
),
wrong as (
    select return_line_id,
        bool_or(verdict = 'missing') as is_missing,
        bool_or(verdict = 'silent') as is_silent,
        bool_or(verdict = 'differs' and layer = 'financial') as has_other_amount,
        bool_or(verdict in ('missing', 'surplus', 'differs') and layer = 'valuation')
            as has_other_value,
        bool_or(verdict = 'missing' and layer = 'financial' and is_expected) as lacks_credit,
        bool_or(layer = 'financial' and (found_units <> 0 or found_amount <> 0)) as is_credited,
        bool_or(layer = 'inventory' and found_units <> 0) as is_restocked
    from cells group by return_line_id
)
"""

SENTENCES = {
    # The timeline and the grid.
    "a cell holds the units of its steps": """
        select cells.return_line_id, tier, layer, found_units, told_units
        from cells
        left join (
            select return_line_id, tier, layer, sum(units) as told_units
            from steps where is_counted and says_units group by all
        ) as told using (return_line_id, tier, layer)
        where layer <> 'valuation' and found_units <> coalesce(told_units, 0)
    """,
    "a cell holds the money of its steps": """
        select cells.return_line_id, tier, layer, found_amount, told_amount
        from cells
        left join (
            select return_line_id, tier, layer,
                sum(case layer when 'valuation' then cost_amount else base_net_amount end)
                    as told_amount
            from steps
            where is_counted and leg_kind in (
                'credit', 'goodwill', 'chargeback', 'price_adjustment', 'cost_reversal')
            group by all
        ) as told using (return_line_id, tier, layer)
        where layer <> 'inventory' and found_amount <> coalesce(told_amount, 0)
    """,
    "a cell names the documents of its steps, and no others": """
        select cells.return_line_id, tier, layer, document_numbers, told_numbers
        from cells
        left join (
            select return_line_id, tier, layer,
                string_agg(distinct document_number, ',' order by document_number) as told_numbers
            from steps where is_counted and layer is not null group by all
        ) as told using (return_line_id, tier, layer)
        where document_numbers is distinct from told_numbers
    """,
    "a cell is dated by its steps": """
        select cells.return_line_id, tier, layer
        from cells
        left join (
            select return_line_id, tier, layer,
                min(posted_date) as first_date, max(posted_date) as last_date
            from steps where is_counted and layer is not null group by all
        ) as told using (return_line_id, tier, layer)
        where first_posted_date is distinct from first_date
            or last_posted_date is distinct from last_date
    """,
    "the steps of a return are told in the order of their dates": """
        select return_line_id, step_number from (
            select *, lag(posted_date) over (
                partition by return_id order by step_number) as date_before
            from steps)
        where posted_date < date_before
    """,
    # The grid and the line's figures.
    "a line's units are those of its systems of record": """
        select return_line_id from lines left join record using (return_line_id)
        where lines.credited_units <> coalesce(record.credited_units, 0)
            or lines.restocked_units <> coalesce(record.restocked_units, 0)
            or lines.cost_reversed_units <> coalesce(record.valued_units, 0)
    """,
    "a line expects what its cells expect": """
        select return_line_id from lines inner join record using (return_line_id)
        where lines.expected_credit_units <> record.expected_credit_units
            or lines.expected_restock_units <> record.expected_restock_units
    """,
    "a tier's revenue on the line is its cell's": """
        select return_line_id, tier from lines inner join cells using (return_line_id)
        where layer = 'financial' and found_amount <> case tier
            when 'channel' then channel_revenue_amount
            when 'hub' then hub_revenue_amount else ledger_revenue_amount end
    """,
    "a gap is what is expected and neither found nor mended by hand": """
        select return_line_id from lines
        where credit_gap_units
                <> expected_credit_units - credited_units - manual_credit_units
            or restock_gap_units
                <> expected_restock_units - restocked_units - manual_restock_units
    """,
    "what was returned was kept, never left, or is expected on the shelf": """
        select return_line_id from lines
        where returned_units <> kept_units + never_shipped_units + expected_restock_units
    """,
    # The seven answers.
    "the credit is recorded as far as its cell of record says": """
        select return_line_id, financial_action_recorded, credit_verdict
        from lines left join record using (return_line_id)
        where case financial_action_recorded
            when 'yes' then credit_verdict not in ('agrees', 'differs', 'surplus', 'silent')
            when 'partly' then credit_verdict not in ('missing', 'silent')
            when 'no' then credit_verdict not in ('missing', 'silent', 'not_expected')
            else credit_verdict not in ('not_expected', 'silent') end
    """,
    "the stock has moved as far as its cell of record says": """
        select return_line_id, stock_movement_completed, restock_verdict
        from lines left join record using (return_line_id)
        where case stock_movement_completed
            when 'yes' then restock_verdict not in ('agrees', 'differs', 'surplus', 'silent')
            when 'partly' then restock_verdict not in ('missing', 'silent')
            when 'no' then restock_verdict not in ('missing', 'silent')
            else restock_verdict not in ('not_expected', 'silent') end
    """,
    "several systems are those that the steps name": """
        select return_line_id, several_systems, systems_count
        from lines left join (
            select return_line_id, count(distinct (source_system, source_instance))
                as systems_count
            from steps where state = 'posted' group by all
        ) as told using (return_line_id)
        where (several_systems = 'yes') <> (coalesce(systems_count, 0) > 1)
    """,
    "what does not apply to one answer about two layers applies to none": """
        select return_line_id from lines
        where (same_period = 'not_applicable') <> (same_workflow = 'not_applicable')
            or (same_period = 'not_applicable') <> (completed_together = 'not_applicable')
    """,
    "credit and stock of two periods are told as out of sequence": """
        select return_line_id from lines
        where same_period = 'no' and not is_out_of_sequence_processing
    """,
    "out of sequence needs two periods": """
        select return_line_id from lines
        where is_out_of_sequence_processing and financial_period = inventory_period
            and inventory_period = valuation_period
            and not contains(financial_period, ',')
    """,
    "only what was recorded after the sign-off is told as such": """
        select return_line_id from lines
        where (before_or_after_signoff = 'after') <> is_processed_after_reconciliation
    """,
    # The verdict, against the grid.
    "a pattern that a line is diagnosed by is one of its patterns": """
        select return_line_id, diagnosis, patterns from lines
        where diagnosis in (
                'credit_note_without_stock_movement', 'out_of_sequence_processing',
                'stock_movement_without_financial_reversal', 'multi_system_processing',
                'manual_adjustment', 'processed_after_reconciliation')
            and not list_contains(string_split(patterns, ','), diagnosis)
    """,
    "each pattern stands in the list and in its flag": """
        select return_line_id, patterns from lines
        where concat_ws(',',
            case when is_credit_note_without_stock_movement
                then 'credit_note_without_stock_movement' end,
            case when is_stock_movement_without_financial_reversal
                then 'stock_movement_without_financial_reversal' end,
            case when is_out_of_sequence_processing then 'out_of_sequence_processing' end,
            case when is_multi_system_processing then 'multi_system_processing' end,
            case when is_manual_adjustment then 'manual_adjustment' end,
            case when is_processed_after_reconciliation
                then 'processed_after_reconciliation' end) <> patterns
    """,
    "nothing lacks and nothing differs in what is aligned": """
        select return_line_id, diagnosis from lines inner join wrong using (return_line_id)
        where diagnosis in ('aligned', 'one_leg_expected')
            and (is_missing or is_silent or has_other_amount or has_other_value)
    """,
    "goods that are out are lacking on the shelf, and credited somewhere": """
        select return_line_id from lines
        inner join record using (return_line_id) inner join wrong using (return_line_id)
        where is_credit_note_without_stock_movement
            and not (lines.expected_restock_units > record.restocked_units and is_credited)
    """,
    "stock without a credit is there, and lacks a credit or is too much": """
        select return_line_id from lines inner join record using (return_line_id)
        where diagnosis = 'stock_movement_without_financial_reversal'
            and credit_verdict <> 'missing' and restock_verdict <> 'surplus'
    """,
    "systems that are said to differ do, in a cell, a void or a second document": """
        select return_line_id from lines
        where is_multi_system_processing
            and not exists (
                select 1 from cells as one inner join cells as other
                    on one.return_line_id = other.return_line_id
                    and one.layer = other.layer and one.tier < other.tier
                where one.return_line_id = lines.return_line_id
                    and (one.found_units <> other.found_units
                        or one.found_amount <> other.found_amount))
            and not exists (
                select 1 from steps where steps.return_line_id = lines.return_line_id
                group by tier, layer having count(distinct document_id) > 1)
    """,
    "a wrong amount is seen in a cell": """
        select return_line_id from lines inner join wrong using (return_line_id)
        where diagnosis = 'amount_mismatch' and not has_other_amount
    """,
    "a wrong value is seen in a cell": """
        select return_line_id from lines inner join wrong using (return_line_id)
        where diagnosis = 'valuation_mismatch' and not has_other_value
    """,
    "evidence that is lacking is silent in a cell, or its action names what to add": """
        select return_line_id, recommended_action from lines
        inner join wrong using (return_line_id)
        where diagnosis = 'incomplete_evidence' and not is_silent
            and not (starts_with(recommended_action, 'Say in sku_aliases.csv')
                or starts_with(recommended_action, 'Add the '))
    """,
    "an excluded return has no step that counts, and every other has one or a request": """
        select return_line_id, diagnosis from lines left join (
            select return_line_id, bool_or(state = 'posted') as has_posted
            from steps group by all) as told using (return_line_id)
        where case diagnosis
            when 'excluded' then coalesce(has_posted, false)
            when 'return_requested' then coalesce(has_posted, false)
            when 'incomplete_evidence' then false
            else not coalesce(has_posted, false) end
    """,
    "a manual adjustment has a step by hand": """
        select return_line_id from lines where is_manual_adjustment <> exists (
            select 1 from steps
            where steps.return_line_id = lines.return_line_id and is_manual
                and state = 'posted')
    """,
    "an ambiguous line had more than one choice, and lacks something": """
        select return_line_id from lines
        where diagnosis = 'ambiguous'
            and (candidate_count < 2 or (credit_gap_units = 0 and restock_gap_units = 0
                and open_cost_amount = 0))
    """,
    # Persistence, class and dimensions.
    "what lasts is open, and what is open lasts": """
        select return_line_id, persistence from lines
        where case persistence
            when 'none' then credit_gap_units <> 0 or restock_gap_units <> 0
            when 'timing_cleared' then credit_gap_units <> 0 or restock_gap_units <> 0
            else false end
            and diagnosis not in ('excluded', 'return_requested')
    """,
    "the class follows the diagnosis, and what is still to come is timing": """
        select return_line_id, diagnosis, persistence, issue_class from lines
        where issue_class <> case
            when persistence = 'timing_open' then 'timing'
            when diagnosis in ('credit_note_without_stock_movement',
                'stock_movement_without_financial_reversal') then 'missing_step'
            when diagnosis in ('out_of_sequence_processing', 'processed_after_reconciliation')
                then 'timing'
            when diagnosis in ('multi_system_processing', 'manual_adjustment')
                then 'system_misalignment'
            when diagnosis = 'valuation_mismatch' then 'valuation'
            when diagnosis = 'amount_mismatch' then 'amount'
            when diagnosis in ('incomplete_evidence', 'ambiguous', 'cost_unknown')
                then 'evidence_gap'
            else 'none' end
    """,
    "a quantity mismatch is a restock gap": """
        select return_line_id from lines
        where has_quantity_mismatch <> (restock_gap_units <> 0)
    """,
    # The action.
    "nothing is to do where nothing is wrong, and only there": """
        select return_line_id, diagnosis, recommended_action from lines
        where starts_with(recommended_action, 'Nothing to do')
            <> (diagnosis in ('aligned', 'one_leg_expected', 'excluded'))
    """,
    "an action is a whole sentence: nothing in it was left to fill in": """
        select return_line_id, recommended_action from lines
        where contains(recommended_action, '{') or contains(recommended_action, '  ')
            or not ends_with(recommended_action, '.')
    """,
    "no action asks for a credit note that every tier holds": """
        select return_line_id, recommended_action from lines
        inner join wrong using (return_line_id)
        where starts_with(recommended_action, 'Make the credit note') and not lacks_credit
    """,
    "an action that asks for a credit note says how many units lack": """
        select return_line_id, recommended_action from lines
        where starts_with(recommended_action, 'Make the credit note for ')
            and not exists (
                select 1 from cells
                where cells.return_line_id = lines.return_line_id
                    and layer = 'financial' and is_expected
                    and expected_units - found_units = try_cast(
                        split_part(recommended_action, ' ', 6) as decimal(18, 4)))
    """,
    "an action that asks for a restock says how many units lack": """
        select return_line_id, recommended_action from lines
        where starts_with(recommended_action, 'Restock ')
            and try_cast(split_part(recommended_action, ' ', 2) as decimal(18, 4))
                <> restock_gap_units
    """,
    "an action that names a second document names one of the steps": """
        select return_line_id, recommended_action from lines
        where (starts_with(recommended_action, 'Void the second')
            or starts_with(recommended_action, 'Undo the second'))
            and not exists (
                select 1 from steps where steps.return_line_id = lines.return_line_id
                    and contains(recommended_action,
                        ' ' || coalesce(document_number, document_id) || ' '))
    """,
}


def contradictions(release: duckdb.DuckDBPyConnection, sentence: str) -> list[tuple]:
    """The lines that contradict a sentence."""
    return release.execute(PARTS + SENTENCES[sentence]).fetchall()
