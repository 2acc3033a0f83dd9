"""What an order's state says at a sign-off is what linking says that knows that instant alone.

Order states keep what was known at every sign-off at once (design: knowledge, once). Here the form
of each leg that was known at an instant is picked by M9.3's own words, as if that were the only
instant there is, and everything is linked again.
"""

from tests.chain import Chain

LINKS = """
    source_leg_id, return_line_id, unlinked_reason, sku, units, surplus_units, kept_units,
    missing_units, never_shipped_units, net_amount, tax_amount, base_net_amount, cost_amount,
    match_rule
"""
ONE_CUT = """
    select * replace (1 as cut_number, true as is_current) from cuts where cut_number = {cut}
"""
# The latest form that the source had recorded and, once its instance was live here, had landed.
KNOWN_FORMS = """
    select
        int_leg_versions.source_leg_id,
        1 as from_cut,
        2 as to_cut,
        max(int_leg_versions.form_number) as form_number,
    from int_leg_versions
    inner join (
        select source_system, source_instance, min(landed_at) as live_from
        from int_document_versions
        group by all
    ) using (source_system, source_instance)
    inner join cuts on int_leg_versions.company = cuts.company and cuts.cut_number = {cut}
    where
        (known_at <= cut_at or known_at is null)
        and (landed_at <= cut_at or live_from > cut_at)
        and (
            known_at is null
            or timezone(time_zone, timezone('UTC', known_at))::date
            <= (select as_of from int_as_of)
        )
    group by all
"""


def test_the_states_at_a_sign_off_are_a_direct_cut_at_it(chain: Chain) -> None:
    chain.build()
    sql = chain.connection
    sql.execute("create table cuts as from int_signoff_cuts")
    sql.execute(
        f"""
        create table links_by_cut as
        select cuts.cut_number, {LINKS}
        from int_leg_shares as shares
        inner join int_order_states as states using (order_state_id)
        inner join cuts
            on cuts.cut_number >= states.from_cut and cuts.cut_number < states.to_cut
            and starts_with(states.order_key, cuts.company || '|')
        """
    )
    signed = sql.execute("select cut_number from cuts where not is_current").fetchall()
    assert signed, "the company has no sign-off to look back from"
    for (cut,) in [*signed, sql.execute("select max(cut_number) from cuts").fetchone()]:
        chain.build(
            {
                "int_signoff_cuts": ONE_CUT.format(cut=cut),
                "int_leg_cuts": KNOWN_FORMS.format(cut=cut),
            }
        )
        of_states = f"select {LINKS} from links_by_cut where cut_number = {cut}"
        direct = f"select {LINKS} from int_leg_shares"
        for these, those in ((of_states, direct), (direct, of_states)):
            only_here = sql.execute(f"({these}) except all ({those})").fetchall()
            assert not only_here, f"at cut {cut}: {only_here[:3]}"
