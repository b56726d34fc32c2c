namespace Mlops.Sdk;

/// <summary>Hashes of rows in one walk over the columns: of the features, of all but identifiers, and of everything. A missing value equals another; 0 equals -0.</summary>
internal sealed class RowHasher
{
    private const int ChunkRows = 2048;

    private readonly string[] _features;
    private readonly string[] _others;
    private readonly string[] _ids;
    private readonly Dictionary<string, LevelHashes> _levels = new(StringComparer.Ordinal);

    public RowHasher(Schema schema)
    {
        _features = [.. schema.Features.Select(field => field.Name)];
        _ids = [.. schema.WithRole(ColumnRole.Id).Select(field => field.Name)];
        _others = [.. schema.Where(field => field.Role is not (ColumnRole.Feature or ColumnRole.Id)).Select(field => field.Name)];
    }

    /// <summary>Whether there are identifiers, so that leaving them out makes a difference.</summary>
    public bool HasIds => _ids.Length > 0;

    /// <summary>Fills as many hashes as there are rows; those that are empty are not asked for.</summary>
    public void Hash(Dataset batch, Memory<ulong> features, Memory<ulong> withoutIds, Memory<ulong> all)
    {
        Column[] first = [.. _features.Select(name => batch[name])], second = [.. _others.Select(name => batch[name])], third = [.. _ids.Select(name => batch[name])];
        foreach (Column column in (IEnumerable<Column>)[.. first, .. second, .. third])
            if (column is CategoryColumn categories) Know(categories);
        int chunks = (batch.RowCount + ChunkRows - 1) / ChunkRows;
        Parallel.For(0, chunks, chunk =>
        {
            int start = chunk * ChunkRows, count = Math.Min(ChunkRows, batch.RowCount - start);
            Span<ulong> state = stackalloc ulong[ChunkRows];
            state = state[..count];
            state.Clear();
            AddTo(state, first, start, features);
            AddTo(state, second, start, withoutIds);
            AddTo(state, third, start, all);
        });
    }

    private void AddTo(Span<ulong> state, Column[] columns, int start, Memory<ulong> hashes)
    {
        foreach (Column column in columns) RowCells.Add(column, start, state, column is CategoryColumn ? _levels[column.Name].Hashes : []);
        if (!hashes.IsEmpty) RowCells.Finish(state, hashes.Span.Slice(start, state.Length));
    }

    private void Know(CategoryColumn column)
    {
        if (_levels.TryGetValue(column.Name, out LevelHashes known) && ReferenceEquals(known.Levels, column.Levels)) return;
        _levels[column.Name] = new LevelHashes(column.Levels, [.. column.Levels.Names.Select(level => Numerics.Hashing.OfString(level))]);
    }

    private readonly record struct LevelHashes(CategoryLevels Levels, ulong[] Hashes);
}
