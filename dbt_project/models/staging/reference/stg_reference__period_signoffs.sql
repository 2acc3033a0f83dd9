-- One row per company × period × version (M9.2). A stamp may leave out its seconds
-- (2026-02-05T10:00+11:00), which the engine cannot read: they are added before the cast.
with period_signoffs as (

    select
        *,
        regexp_replace(
            signed_at, '^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2})(Z|[+-].*)?$', '\1:00\2'
        ) as signed_at_with_seconds
    from {{ source('reference', 'period_signoffs') }}

),

typed as (

    select
        -- keys
        company,
        period,
        cast(version as integer) as version,
        release_id,

        -- when
        {{ to_instant('signed_at_with_seconds') }} as signed_at,

        -- meaning
        signed_by,
        coalesce(cast(restatement_threshold as decimal(18, 2)), 0) as restatement_threshold
    from period_signoffs

)

select * from typed
