using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>The rows of labels, each with the last row of features of its key that was known at its time.</summary>
internal sealed class AsOfRelation(DataSource labels, DataSource features, string labelTime, string featureTime, AsOfOptions options) : Relation
{
    public override string Place => "The join by time";

    public override ImmutableArray<string> Files => [.. FilesOf(labels), .. FilesOf(features)];

    // Times are ticks on both sides, so that no digit is lost between them.
    public override void Attach(DuckDbSession session, CancellationToken cancellationToken)
    {
        session.Register("mlops_labels", new ManagedTable(labels, TimestampForm.Ticks, cancellationToken));
        session.Register("mlops_features", new ManagedTable(features, TimestampForm.Ticks, cancellationToken));
    }

    public override ImmutableArray<ResultColumn> Describe(DuckDbSession session, CancellationToken cancellationToken) => throw new NotSupportedException("The columns of a join are known from its sides.");

    public override DuckDbStatement Select(DuckDbSession session, ImmutableArray<ColumnPlan> plans, ScanShare share)
    {
        string time = SqlText.Identifier(featureTime);
        string keys = string.Concat(options.Keys.Select(key => SqlText.Identifier(key) + ", "));
        string matches = string.Concat(options.Keys.Select(key => $"labels.{SqlText.Identifier(key)} = known.{SqlText.Identifier(key)} AND "));
        string delay = options.Delay.Ticks.ToString(CultureInfo.InvariantCulture);

        // Of rows of one key and time the last one given counts: without saying so, which one is joined would be chance.
        return session.Prepare($"""
            WITH labels AS (SELECT *, row_number() OVER () AS "mlops row" FROM mlops_labels),
            numbered AS (SELECT *, row_number() OVER () AS "mlops row" FROM mlops_features),
            known AS (
                SELECT *, {time} + {delay} AS "mlops known" FROM numbered WHERE {time} IS NOT NULL
                QUALIFY row_number() OVER (PARTITION BY {keys}{time} ORDER BY "mlops row" DESC) = 1)
            SELECT {Expressions(plans)}
            FROM labels ASOF LEFT JOIN known ON {matches}labels.{SqlText.Identifier(labelTime)} {(options.AllowSameTime ? ">=" : ">")} known."mlops known"
            ORDER BY labels."mlops row"
            """, Place);
    }

    private static ImmutableArray<string> FilesOf(DataSource source) => source is DuckDbSource files ? files.Files : [];
}
