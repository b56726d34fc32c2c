namespace Mlops.Sdk;

internal sealed record FrequencyEncoding(bool Counts) : EncodingMethod
{
    internal override ColumnCode Learn(LevelColumn column, EncodingTarget? target)
    {
        double rows = Counts ? 1 : Math.Max(1, column.Codes.Length);
        return new FrequencyCode(column.Name, column.Type, Array.ConvertAll(column.Count(), count => count / rows), Counts) { Outputs = [column.Name] };
    }
}

/// <summary>How often each level occurs at fit, then how often the column is missing; 0 for a level that did not occur.</summary>
internal sealed record FrequencyCode(string Name, ColumnType Type, double[] Frequencies, bool IsCount) : ColumnCode(Name, Type)
{
    public override string Method => IsCount ? "count" : "frequency";

    public override int? LevelCount => Frequencies.Length - 1;

    public override bool TellsUnseen => true;

    public override bool IsWhole(int levels) => Outputs.Length == 1 && Frequencies.Length == levels + 1;

    public override double[][] Encode(Column column, CategoryLevels? levels, CancellationToken cancellationToken)
    {
        ReadOnlySpan<int> codes = LevelColumn.Read(column, levels!).Codes.Span;
        double[][] outputs = Allocate(1, codes.Length);
        for (int row = 0; row < codes.Length; row++) outputs[0][row] = codes[row] >= 0 ? Frequencies[codes[row]] : column.IsMissing(row) ? Frequencies[^1] : 0;
        return outputs;
    }
}
