namespace Mlops.Sdk;

/// <summary>What is gathered of the values of one column. One writer at a time.</summary>
internal abstract class ColumnState
{
    public abstract void Add(Column column);

    /// <summary>Adds the rows of one value.</summary>
    public abstract void Add(FrequentValue value);

    /// <summary>Adds what was gathered of other rows; that does not change.</summary>
    public abstract void Merge(ColumnState state);

    public abstract void WriteTo(BinaryWriter writer);

    public abstract void ReadFrom(BinaryReader reader);
}
