namespace Mlops.Sdk;

internal sealed record OrdinalEncoding : EncodingMethod
{
    internal override ColumnCode Learn(LevelColumn column, EncodingTarget? target) =>
        new OrdinalCode(column.Name, column.Type, column.Levels.Count) { Outputs = [column.Name] };
}

/// <summary>The place of the level, NaN where missing.</summary>
internal sealed record OrdinalCode(string Name, ColumnType Type, int Levels) : ColumnCode(Name, Type)
{
    public override string Method => "ordinal";

    public override int? LevelCount => Levels;

    public override bool IsWhole(int levels) => Outputs.Length == 1;

    public override double[][] Encode(Column column, CategoryLevels? levels, CancellationToken cancellationToken)
    {
        ReadOnlySpan<int> codes = LevelColumn.Read(column, levels!).Codes.Span;
        double[][] outputs = Allocate(1, codes.Length);
        for (int row = 0; row < codes.Length; row++) outputs[0][row] = codes[row] < 0 ? double.NaN : codes[row];
        return outputs;
    }
}
