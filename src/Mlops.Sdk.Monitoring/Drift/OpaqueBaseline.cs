namespace Mlops.Sdk;

/// <summary>A column of free text: only its missing rows are compared.</summary>
internal sealed record OpaqueBaseline(string Name, ColumnType Type, long Rows, long Missing, int Limit)
    : ColumnBaseline(Name, Type, Rows, Missing)
{
    public override ColumnScan ScanCurrent(Field current, DriftOptions options) => new();

    public override ColumnComparison Compare(ColumnScan current) =>
        ColumnComparison.NotAssessed(this, current.Missing, FormattableString.Invariant($"its text has more than {Limit} different values; derive numbers or categories from it, or raise DriftOptions.MaxTextLevels"));
}
