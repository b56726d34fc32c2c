namespace Mlops.Sdk;

/// <summary>Everything that a profile gathers of vectors.</summary>
internal sealed class VectorRows : ProfilePart
{
    private readonly string[][] _names;
    private readonly VectorState[] _states;

    private VectorRows(Schema schema, (string Name, int[] Columns)[] vectors, ProfileOptions options)
    {
        Vectors = vectors;
        _names = [.. vectors.Select(vector => vector.Columns.Select(column => schema[column].Name).ToArray())];
        _states = [.. vectors.Select(vector => new VectorState(options, vector.Name))];
    }

    /// <summary>The part for a table with vectors; null for others.</summary>
    /// <exception cref="ArgumentException">The options name a vector that the table has not.</exception>
    public static VectorRows? For(Schema schema, ProfileOptions options) => VectorGroups.Of(schema, options) is { Length: > 0 } vectors ? new VectorRows(schema, vectors, options) : null;

    /// <summary>The vectors, with the places of their columns.</summary>
    public (string Name, int[] Columns)[] Vectors { get; }

    /// <summary>What is known of one.</summary>
    public VectorState this[int vector] => _states[vector];

    public override void Add(Dataset batch) => Parallel.For(0, _states.Length, vector => _states[vector].Add([.. _names[vector].Select(name => batch[name].ToNumbers())], batch.RowCount));

    public override void Merge(ProfilePart other)
    {
        for (int vector = 0; vector < _states.Length; vector++) _states[vector].Merge(((VectorRows)other)._states[vector]);
    }

    public override void WriteTo(BinaryWriter writer)
    {
        foreach (VectorState state in _states) state.WriteTo(writer);
    }

    public override void ReadFrom(BinaryReader reader)
    {
        foreach (VectorState state in _states) state.ReadFrom(reader);
    }
}
