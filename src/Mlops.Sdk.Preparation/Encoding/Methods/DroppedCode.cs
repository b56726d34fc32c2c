namespace Mlops.Sdk;

/// <summary>A column that is left out.</summary>
internal sealed record DroppedCode(string Name, ColumnType Type, string Reason) : ColumnCode(Name, Type)
{
    public override string Method => "left out";

    public override bool IsRead => false;

    public override bool UsesLevels => false;

    public override double[][] Encode(Column column, CategoryLevels? levels, CancellationToken cancellationToken) => [];
}
