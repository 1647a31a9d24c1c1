package io.millrace.sql.validate;

import org.jspecify.annotations.Nullable;

/** What mends the mistakes that Calcite has words for. */
final class Remedies {
    /** A part of a message of Calcite's, and what to say about it. */
    private static final String[][] HINTS = {
        {"OVER clause is necessary", "write it as RANK() OVER (PARTITION BY k ORDER BY ts)"},
        {"EXCEPT list cannot exclude all columns", "leave one column at least"},
        {"must be a condition", "compare something, as in x > 0 or name = 'a'"},
        {
            "cannot be nested",
            "aggregate in a subquery first: SELECT SUM(n) FROM (SELECT COUNT(*) AS n FROM t GROUP BY k)"
        },
        {
            "Windowed aggregate expression is illegal",
            "filter with QUALIFY, or compute it in a subquery and filter outside of it"
        },
        {
            "QUALIFY expression",
            "WHERE filters rows; QUALIFY filters by OVER, for example QUALIFY ROW_NUMBER() OVER (...) = 1"
        },
        {"Argument to function 'NTILE'", "for example NTILE(4)"},
        {"Cannot specify IGNORE NULLS", "SUM, MIN, MAX and the like leave out NULL anyway"},
        {"ORDER BY prohibits use of RANGE", "ROWS goes with any order; RANGE with times and numbers"},
        {"mismatch between ORDER BY and RANGE", "times take INTERVAL '1' MINUTE, numbers a number"},
        {"RANGE clause cannot be used with compound", "order by one column, or use ROWS"},
        {"frame boundary cannot be", "the first bound comes before the second: BETWEEN 2 PRECEDING AND 1 FOLLOWING"},
        {"Aggregate expression is illegal in WHERE", "HAVING filters groups: GROUP BY ... HAVING COUNT(*) > 1"},
        {"Aggregate expression is illegal", "compute it in a subquery, and use it outside of it"},
        {"Column count mismatch", "both sides need as many columns"},
        {"Parameters must be of the same type", "all elements are of one type: CAST those that are not"},
        {"Illegal mixing of types in CASE or COALESCE", "CAST what it may give to one type: ELSE CAST(x AS STRING)"},
        {"Values in expression list must have compatible types", "write all of them as numbers, or all of them as text"
        },
        {"Illegal use of 'NULL'", "say which type it has: CAST(NULL AS INT)"},
        {"Type mismatch in column", "CAST one side to the other's type"},
        {"VALUES operator must have compatible types", "each row needs as many values, of types that fit"},
        {"exceeds precision of", "for example INTERVAL '5' SECOND, INTERVAL '1:30' MINUTE TO SECOND"},
        {"Duplicate relation name", "give each of them a name of its own: FROM t AS a, t AS b"},
        {"Ordinal out of range", "ORDER BY takes columns, or their numbers from 1 on"},
        {"Window '", "name it in the query: WINDOW w AS (PARTITION BY k ORDER BY ts)"},
        {"can only be used in MATCH_RECOGNIZE", "it looks at the rows of a match: write it in MEASURES or in DEFINE"},
        {"Multiple pattern variables", "an aggregate takes columns of one variable; SUBSET U = (A, B) makes one of them"
        },
        {"Unknown field '*'", "COUNT(A.x) counts the rows of A where x is not NULL, COUNT(*) all rows of the match"},
        {"Cannot use RUNNING/FINAL in DEFINE", "leave it out: a condition looks at the rows so far"},
        {"DEFINE clause must be", "compare something, as in B.price > A.price"},
        {"OVER must be applied to aggregate function", "OVER goes with SUM, AVG, COUNT, MIN, MAX and the like"},
        {"Cannot infer return type", "CAST the arguments to one type"},
        {"Illegal INTERVAL", "for example INTERVAL '5' SECOND, INTERVAL '1:30' MINUTE TO SECOND"},
        {"Illegal interval", "for example INTERVAL '5' SECOND, INTERVAL '1:30' MINUTE TO SECOND"},
        {"Illegal DATE literal", "for example DATE '2026-05-31'"},
        {"Illegal TIMESTAMP literal", "for example TIMESTAMP '2026-05-31 08:00:00.000'"},
        {"Illegal TIME literal", "for example TIME '08:00:00'"},
        {"Numeric literal", "numbers have at most 38 digits; DOUBLEs reach from 4.9e-324 to 1.8e308"},
        {"ROWS value must be", "for example ROWS BETWEEN 5 PRECEDING AND CURRENT ROW"},
        {"RANGE value must be", "for example RANGE BETWEEN INTERVAL '5' SECOND PRECEDING AND CURRENT ROW"},
        {"Cast function cannot convert", "not every type can become every other one: go by way of STRING"},
        {"MATCH_CONDITION must be a comparison", "for example MATCH_CONDITION a.ts >= b.ts"},
        {"ASOF JOIN condition must be", "for example ON a.k = b.k; what else is asked goes into WHERE"},
        {"requires extra delimiting parentheses", "put the subquery between parentheses"},
    };

    private Remedies() {}

    /** The hint for a message of Calcite's, if there is one. */
    static @Nullable String of(String message) {
        for (String[] known : HINTS) {
            if (message.contains(known[0])) {
                return known[1];
            }
        }
        return null;
    }
}
