using System.Collections.Frozen;

namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>The words of GoogleSQL that the rewriter must know.</summary>
internal static class Keywords
{
    /// <summary>Words that cannot be a bare name: the reserved keywords of GoogleSQL's lexical structure.</summary>
    public static readonly FrozenSet<string> Reserved = Set(
        "ALL AND ANY ARRAY AS ASC ASSERT_ROWS_MODIFIED AT BETWEEN BY CASE CAST COLLATE CONTAINS CREATE CROSS CUBE CURRENT DEFAULT DEFINE DESC DISTINCT ELSE END ENUM ESCAPE EXCEPT EXCLUDE EXISTS EXTRACT FALSE FETCH FOLLOWING FOR FROM FULL GROUP GROUPING GROUPS HASH HAVING IF IGNORE IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LIKE LIMIT LOOKUP MERGE NATURAL NEW NO NOT NULL NULLS OF ON OR ORDER OUTER OVER PARTITION PRECEDING PROTO QUALIFY RANGE RECURSIVE RESPECT RIGHT ROLLUP ROWS SELECT SET SOME STRUCT TABLESAMPLE THEN TO TREAT TRUE UNBOUNDED UNION UNNEST USING WHEN WHERE WINDOW WITH WITHIN"
    );

    /// <summary>Reserved words that nevertheless end an expression.</summary>
    public static readonly FrozenSet<string> Operands = Set("END NULL TRUE FALSE");

    /// <summary>Words that SQLite reserves and GoogleSQL does not: as names they must be quoted.</summary>
    public static readonly FrozenSet<string> ReservedInSqlite = Set(
        "ADD ALTER AUTOINCREMENT CHECK COMMIT CONSTRAINT DEFERRABLE DELETE DROP FOREIGN INDEX INSERT ISNULL NOTNULL PRIMARY REFERENCES RETURNING TABLE TRANSACTION UNIQUE UPDATE VALUES"
    );

    /// <summary>Words that follow a table in FROM and are not its alias, beyond the reserved ones.</summary>
    public static readonly FrozenSet<string> AfterTable = Set("PIVOT UNPIVOT OFFSET");

    /// <summary>Date and time parts.</summary>
    public static readonly FrozenSet<string> DateParts = Set(
        "MICROSECOND MILLISECOND SECOND MINUTE HOUR DAY DAYOFWEEK DAYOFYEAR WEEK ISOWEEK MONTH QUARTER YEAR ISOYEAR DATE"
    );

    private static FrozenSet<string> Set(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
