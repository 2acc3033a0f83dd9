{# Every combination of these columns stands in a vocabulary that has columns of the same names.
   Set operations compare nulls as equal. A row that has none of the words is not tested, and a word
   of the vocabulary may be unused. #}
{% test known_words(model, columns, vocabulary) %}
select {{ columns | join(', ') }}
from {{ model }}
where coalesce({{ columns | join(', ') }}) is not null

except

select {{ columns | join(', ') }}
from {{ vocabulary }}
{% endtest %}
