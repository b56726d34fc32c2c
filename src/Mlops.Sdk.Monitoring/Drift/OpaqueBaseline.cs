namespace Mlops.Sdk;

/// <summary>A column of free text: only its missing rows are compared.</summary>
internal sealed record OpaqueBaseline(string Name, ColumnType Type, long Rows, long Missing, int Limit)
    : ColumnBaseline(Name, Type, Rows, Missing)
{
    public override ColumnComparison Compare(Column current) =>
        ColumnComparison.NotAssessed(this, current.MissingCount, FormattableString.Invariant($"its text has more than {Limit} different values; derive numbers or categories from it, or raise DriftOptions.MaxTextLevels"));
}
