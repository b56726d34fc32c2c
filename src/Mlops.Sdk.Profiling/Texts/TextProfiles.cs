namespace Mlops.Sdk;

/// <summary>What texts and categories hold, and numbers that could tell of persons; a state for each column.</summary>
internal sealed class TextProfiles : ProfilePart
{
    private readonly string[] _names;
    private readonly ColumnState?[] _states;

    public TextProfiles(Schema schema)
    {
        _names = [.. schema.Select(field => field.Name)];
        _states = [.. schema.Select(field => StateOf(field.Type))];
    }

    /// <summary>The state of a column; null where there is nothing to gather.</summary>
    public ColumnState? this[int column] => _states[column];

    public override void Add(Dataset batch) => Parallel.For(0, _names.Length, column => _states[column]?.Add(batch[_names[column]]));

    public override void Merge(ProfilePart other)
    {
        for (int column = 0; column < _states.Length; column++) _states[column]?.Merge(((TextProfiles)other)._states[column]!);
    }

    public override void WriteTo(BinaryWriter writer)
    {
        foreach (ColumnState? state in _states) state?.WriteTo(writer);
    }

    public override void ReadFrom(BinaryReader reader)
    {
        foreach (ColumnState? state in _states) state?.ReadFrom(reader);
    }

    /// <summary>An empty state for a column; null where there is nothing to gather.</summary>
    public static ColumnState? StateOf(ColumnType type) => type switch
    {
        ColumnType.Text or ColumnType.Category => new TextState(),
        ColumnType.Integer or ColumnType.Number => new NumberState(),
        _ => null,
    };
}
