{# The canonical shapes: what every system's staging folder ends in, with one written column list
   each. A folder builds stg_<system>__<shape> with exactly these columns, in this order and of
   these types; a system without a shape leaves it out of its registry row (vars.systems). #}
{% macro shape_columns(shape) -%}
    {%- set shapes = {
        'documents': {
            'source_system': 'varchar', 'source_instance': 'varchar',
            'document_type': 'varchar', 'document_id': 'varchar',
            'document_version_id': 'varchar', 'document_number': 'varchar',
            'sale_document_id': 'varchar', 'parent_document_type': 'varchar',
            'parent_document_id': 'varchar', 'order_reference': 'varchar',
            'order_reference_alternate': 'varchar', 'channel_label': 'varchar',
            'reference_text': 'varchar',
            'document_date': 'date',
            'created_at': 'timestamp', 'version_at': 'timestamp', 'exported_at': 'timestamp',
            'landed_at': 'timestamp',
            'state': 'varchar', 'is_test': 'boolean', 'is_header_only': 'boolean',
            'is_tax_basis_uncertain': 'boolean',
            'content_hash': 'varchar', 'source_file': 'varchar', 'source_line': 'bigint',
        },
        'return_legs': {
            'source_system': 'varchar', 'source_instance': 'varchar',
            'document_type': 'varchar', 'document_id': 'varchar',
            'document_version_id': 'varchar', 'leg_key': 'varchar',
            'layer': 'varchar', 'leg_kind': 'varchar', 'account_code': 'varchar',
            'source_sku': 'varchar', 'source_location': 'varchar',
            'occurred_at': 'timestamp', 'posted_date': 'date',
            'units': 'decimal(18,4)', 'kept_units': 'decimal(18,4)',
            'missing_units': 'decimal(18,4)', 'never_shipped_units': 'decimal(18,4)',
            'currency_code': 'varchar',
            'net_amount': 'decimal(18,2)', 'tax_amount': 'decimal(18,2)',
            'base_net_amount': 'decimal(18,2)', 'base_rate': 'decimal(28,10)',
            'cost_amount': 'decimal(18,2)',
            'is_posted': 'boolean', 'is_manual': 'boolean', 'is_date_uncertain': 'boolean',
        },
        'sale_lines': {
            'source_system': 'varchar', 'source_instance': 'varchar',
            'document_type': 'varchar', 'document_id': 'varchar',
            'document_version_id': 'varchar', 'line_key': 'varchar',
            'source_sku': 'varchar', 'source_location': 'varchar',
            'sale_date': 'date',
            'sold_units': 'decimal(18,4)', 'shipped_units': 'decimal(18,4)',
            'currency_code': 'varchar', 'net_amount': 'decimal(18,2)',
            'base_net_amount': 'decimal(18,2)', 'base_rate': 'decimal(28,10)',
            'cost_amount': 'decimal(18,2)',
        },
        'products': {
            'source_system': 'varchar', 'source_instance': 'varchar',
            'source_product_id': 'varchar', 'source_sku': 'varchar', 'product_name': 'varchar',
            'is_stock': 'boolean',
        },
        'ledger_movements': {
            'source_system': 'varchar', 'source_instance': 'varchar', 'account_code': 'varchar',
            'first_day': 'date', 'last_day': 'date', 'basis': 'varchar',
            'amount': 'decimal(18,2)',
        },
        'locations': {
            'source_system': 'varchar', 'source_instance': 'varchar',
            'source_location': 'varchar', 'location_name': 'varchar',
        },
    } -%}
    {#- Lines of a ledger's sale documents, in the shape of legs: of returns where a document sums
        up many (M5.5). -#}
    {%- do shapes.update({'summary_lines': shapes.return_legs}) -%}
    {%- do return(shapes[shape]) -%}
{%- endmacro %}

{# Closes a staging model: selects a shape's columns, cast, from a CTE that has them by name.
   `absent` lists columns that this system has no source for: they are null. #}
{% macro select_shape(shape, cte, absent=[]) -%}
    select
    {%- for column, type in shape_columns(shape).items() %}
        {% if column in absent -%}
            cast(null as {{ type }}) as {{ column }}
        {%- else -%}
            cast({{ column }} as {{ type }}) as {{ column }}
        {%- endif %}{{ "," if not loop.last }}
    {%- endfor %}
    from {{ cte }}
{%- endmacro %}

{# One shape of all systems of the registry that have it. #}
{% macro union_systems(shape) -%}
    {%- set members = [] -%}
    {%- for system in var('systems') if shape in system.shapes -%}
        {%- do members.append(system.name) -%}
    {%- endfor -%}
    {%- for name in members %}
    select
        {%- for column in shape_columns(shape).keys() %}
        {{ column }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref('stg_' ~ name ~ '__' ~ shape) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
{%- endmacro %}
