"""Reference tables are read as text, checked row by row, and land whole or not at all."""

import pytest

from dagster_pipeline.landing import ReferenceInvalid
from tests.conftest import REFERENCE, Company

INSTANCES = REFERENCE["source_instances"]
HEADER, CONTRACT = REFERENCE["channel_contracts"].splitlines()
PERIODS = "company,period,first_day,last_day\n"
KITS = "kit_sku,component_sku,component_units,valid_from,valid_to\n"
ROLES = "company,ledger_system,ledger_instance,account_code,role\n"


def contract(**changes: str) -> str:
    """The valid contract with columns changed or added."""
    values = dict(zip(HEADER.split(","), CONTRACT.split(","), strict=True)) | changes
    return ",".join(values) + "\n" + ",".join(values.values()) + "\n"


def problems(company: Company) -> list[str]:
    with pytest.raises(ReferenceInvalid) as raised:
        company.land()
    assert not company.settings.landing_file.exists(), "nothing lands beside a bad reference"
    return raised.value.problems


BAD_TABLES = {
    "unknown column": ("account_roles", "rolle," + ROLES, ":1: 'rolle': is no column"),
    "missing column": ("account_roles", "company,role\na,tax\n", ":1: 'account_code': the column"),
    "column twice": ("accounting_periods", "company," + PERIODS, ":1: 'company': stands 2 times"),
    "unknown role": (
        "account_roles",
        ROLES + "outco,shopify,shop,00123,salez\n",
        ":2: role 'salez': is not a known value: use one of revenue",
    ),
    "unknown system": (
        "account_roles",
        ROLES + "outco,sap,x,1,tax\n",
        ":2: ledger_system 'sap': is no known system: use one of shopify",
    ),
    "unknown tier": (
        "source_instances",
        INSTANCES.replace("channel", "till"),
        ":2: tier 'till': is not a known value",
    ),
    "unknown time zone": (
        "source_instances",
        INSTANCES.replace("Sydney", "Sidney"),
        ":2: time_zone 'Australia/Sidney': is no time zone",
    ),
    "instance twice": (
        "source_instances",
        INSTANCES + INSTANCES.splitlines()[1] + "\n",
        ":3: instance 'shop': the same system, instance stands on line 2",
    ),
    "unknown company": (
        "accounting_periods",
        PERIODS + "Outco,2026-09,2026-09-01,2026-09-30\n",
        ":2: company 'Outco': no instance in source_instances.csv belongs to it: use one of outco",
    ),
    "unreadable date": (
        "accounting_periods",
        PERIODS + "outco,2026-09,2026-09-01,2026-09-31\n",
        ":2: last_day '2026-09-31': is no date",
    ),
    "unreadable number": (
        "exchange_rates",
        'rate_date,from_currency,to_currency,rate\n2026-09-01,USD,AUD,"1,5"\n',
        ":2: rate '1,5': is no number above 0",
    ),
    "instant without zone": (
        "period_signoffs",
        "company,period,version,signed_at,signed_by\noutco,2026-09,1,2026-10-02T09:00:00,Jo\n",
        ":2: signed_at '2026-10-02T09:00:00': is no instant with its zone",
    ),
    "missing value": (
        "sku_aliases",
        "system,instance,source_sku,sku,unit_factor\nshopify,shop,TEE,,1\n",
        ":2: sku '': is missing",
    ),
    "overlapping periods": (
        "accounting_periods",
        PERIODS + "outco,2026-09,2026-09-01,2026-09-30\noutco,2026-10,2026-09-30,2026-10-31\n",
        ":3: first_day '2026-09-30': overlaps line 2",
    ),
    "overlapping kit": (
        "kit_components",
        KITS + "KIT,TEE,1,,2026-06-30\nKIT,TEE,2,2026-06-30,\n",
        ":3: valid_from '2026-06-30': overlaps line 2",
    ),
    "kit of itself": (
        "kit_components",
        KITS + "KIT,KIT,1,,\n",
        ":2: component_sku 'KIT': holds its own kit 'KIT': name what the kit consists of",
    ),
    "kit in a circle": (
        "kit_components",
        KITS + "BOX,SET,1,,\nBOX,TEE,2,,\nSET,KIT,1,,\nKIT,BOX,1,2026-07-01,\n",
        ":5: component_sku 'BOX': holds its own kit 'KIT' by line 2, line 4: name what",
    ),
    "ragged row": (
        "accounting_periods",
        PERIODS + "\noutco,2026-09,2026-09-01\n",
        ":3: 'outco,2026-09,2026-09-01': has 3 values for 4 columns",
    ),
    "no UTF-8": ("accounting_periods", (PERIODS + "\u00e9").encode("latin-1"), ":2: '0xe9'"),
    "open quote": ("accounting_periods", PERIODS + '"outco,x\n', ":2: '': cannot be read as CSV"),
    "no instances": ("source_instances", INSTANCES.splitlines()[0], ":1: '': has no rows"),
}


@pytest.mark.parametrize("case", BAD_TABLES)
def test_a_bad_table_names_file_line_value_and_remedy(company: Company, case: str) -> None:
    table, content, said = BAD_TABLES[case]
    company.put_reference(table, content)
    assert any(problem.startswith(f"{table}.csv{said}") for problem in problems(company))


def test_every_circle_of_kits_is_told_once(company: Company) -> None:
    """The second stands on two days on which rows begin."""
    company.put_reference(
        "kit_components",
        KITS + "A,B,1,,\nB,A,1,,\nC,D,1,,\nD,C,1,2026-03-01,\nA,E,1,,\nE,F,1,2026-04-01,\n",
    )
    said = [problem.split(": name")[0] for problem in problems(company)]
    assert said == [
        "kit_components.csv:3: component_sku 'A': holds its own kit 'B' by line 2",
        "kit_components.csv:5: component_sku 'C': holds its own kit 'D' by line 4",
    ]


def test_kits_that_held_each_other_at_different_times_are_no_circle(company: Company) -> None:
    company.put_reference("kit_components", KITS + "A,B,1,,2026-02-28\nB,A,1,2026-03-01,\n")
    company.land()


BAD_CONTRACTS = {
    "no financial system of record": (
        {"financial_system_of_record": ""},
        "financial_system_of_record '': is missing",
    ),
    "none is no financial system of record": (
        {"financial_system_of_record": "none"},
        "financial_system_of_record 'none': a contract needs",
    ),
    "a system of record at a tier that it lacks": (
        {"inventory_system_of_record": "hub"},
        "inventory_system_of_record 'hub': the contract has no hub",
    ),
    "an instance that is not known": (
        {"channel_instance": "outlet"},
        "channel_instance 'outlet': shopify has no such instance",
    ),
    "an instance of another tier": (
        {"hub_system": "shopify", "hub_instance": "shop"},
        "hub_instance 'shop': source_instances.csv calls it a channel",
    ),
    "half a hub": ({"hub_system": "shopify"}, "hub_instance '': is empty beside"),
    "payouts without pattern": (
        {"ledger_posting": "payout"},
        "ledger_reference_pattern '': is empty with ledger_posting payout",
    ),
    "no regular expression": (
        {"ledger_posting": "document", "ledger_reference_pattern": "#(\\d+"},
        "ledger_reference_pattern '#(\\d+': is no regular expression",
    ),
    "an engine without look-ahead": (
        {"ledger_posting": "document", "ledger_reference_pattern": "(?=x)(\\d+)"},
        "ledger_reference_pattern '(?=x)(\\d+)': is no regular expression",
    ),
    "a pattern without group": (
        {"ledger_posting": "document", "ledger_reference_pattern": "#[(]\\d+\\("},
        "ledger_reference_pattern '#[(]\\d+\\(': has no group",
    ),
    "a negative tolerance": ({"amount_tolerance": "-1"}, "amount_tolerance '-1': is no number"),
    "days in words": ({"cost_within_days": "two"}, "cost_within_days 'two': is no whole number"),
    "an end before its beginning": (
        {"valid_from": "2026-02-01", "valid_to": "2026-01-31"},
        "valid_to '2026-01-31': lies before valid_from",
    ),
}


@pytest.mark.parametrize("case", BAD_CONTRACTS)
def test_a_bad_contract_names_the_value(company: Company, case: str) -> None:
    changes, said = BAD_CONTRACTS[case]
    company.put_reference("channel_contracts", contract(**changes))
    assert any(said in problem for problem in problems(company))


def test_overlapping_contracts_of_one_channel_are_refused_and_successive_ones_taken(
    company: Company,
) -> None:
    header = HEADER + ",valid_from,valid_to\n"
    rows = f"{CONTRACT},,2026-06-30\n{CONTRACT},2026-07-01,\n"
    company.put_reference("channel_contracts", header + rows.replace("07-01", "06-30"))
    assert "overlaps line 2" in problems(company)[0]
    company.put_reference("channel_contracts", header + rows)
    company.land()
    assert company.query("select count(*) from reference.channel_contracts") == [(2,)]


def test_two_channels_that_take_the_same_sales_are_refused_and_told_apart_by_a_name(
    company: Company,
) -> None:
    header = HEADER + ",source_name\n"
    till = CONTRACT.replace("online", "till")
    company.put_reference("channel_contracts", f"{header}{CONTRACT},\n{till},\n")
    assert problems(company) == [
        "channel_contracts.csv:3: source_name '': channel 'online' on line 2 takes the same sales: "
        "tell the two apart by source_name, or let one end before the other begins"
    ]
    company.put_reference("channel_contracts", f"{header}{CONTRACT},\n{till},pos\n")
    company.land()
    assert company.query("select count(*) from reference.channel_contracts") == [(2,)]


def test_all_errors_of_all_files_are_told_at_once(company: Company) -> None:
    company.put_reference("account_roles", ROLES + "outco,sap,x,1,salez\n,shopify,x,1,tax\n")
    company.put_reference("accounting_periods", PERIODS + "outco,09/2026,x,2026-09-30\n")
    assert len(problems(company)) == 5


def test_values_stay_as_written(company: Company) -> None:
    company.put_reference(
        "account_roles",
        "\ufeffrole,account_code,ledger_instance,ledger_system,company\r\n"
        "tax,00123,books,shopify,outco\r\n",
    )
    company.put_reference(
        "period_signoffs",
        "company,period,version,signed_at,signed_by\n"
        "outco,2026-09,1,2026-10-02T09:00:00+10:00,Jo\n",
    )
    company.land()
    assert company.query("from reference.account_roles") == [
        ("outco", "shopify", "books", "00123", "tax", "account_roles.csv", 2)
    ]
    assert company.query(
        "select signed_at, restatement_threshold, release_id from reference.period_signoffs"
    ) == [("2026-10-02T09:00:00+10:00", None, None)]


def test_a_changed_table_is_replaced_whole(company: Company) -> None:
    company.put_reference("accounting_periods", PERIODS + "outco,2026-09,2026-09-01,2026-09-30\n")
    company.land()
    company.put_reference("accounting_periods", PERIODS + "outco,2026-10,2026-10-01,2026-10-31\n")
    assert company.land().reference_changed
    assert company.query("select period from reference.accounting_periods") == [("2026-10",)]


def test_a_missing_reference_folder_is_said(company: Company) -> None:
    for file in company.settings.reference.iterdir():
        file.unlink()
    company.settings.reference.rmdir()
    assert "RETURNS_REFERENCE" in problems(company)[0]
