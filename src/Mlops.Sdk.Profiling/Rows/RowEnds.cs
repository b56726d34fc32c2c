namespace Mlops.Sdk;

/// <summary>The first and the last rows of a table. Parts merge to those of the whole.</summary>
internal sealed class RowEnds(Schema schema, int most) : ProfilePart
{
    private readonly List<Dataset> _first = [];
    private readonly Queue<Dataset> _last = [];
    private bool _isKnown = true;

    /// <summary>Parts of an earlier format do not have it.</summary>
    public override int Since => 2;

    public override void Add(Dataset batch)
    {
        if (most == 0 || batch.RowCount == 0) return;
        Dataset rows = RowColumns.Select(batch, schema);
        if (Missing is > 0 and var missing) _first.Add(Copy(rows, 0, Math.Min(missing, rows.RowCount)));
        int taken = Math.Min(most, rows.RowCount);
        Append(Copy(rows, rows.RowCount - taken, taken));
    }

    public override void Merge(ProfilePart other)
    {
        var part = (RowEnds)other;
        _isKnown &= part._isKnown;
        foreach (Dataset rows in part._first)
            if (Missing is > 0 and var missing) _first.Add(rows.RowCount <= missing ? rows : Copy(rows, 0, missing));
        foreach (Dataset rows in part._last) Append(rows);
    }

    public override void Forget() => _isKnown = false;

    /// <summary>The rows, which stand from one place on to before another.</summary>
    public ShownRows ToRows(long first, long next)
    {
        if (!_isKnown || _first.Count == 0) return ShownRows.None;
        Dataset head = Dataset.Concat(_first), tail = Last();
        return new ShownRows(ShownRows.Of(head, row => first + row, Enumerable.Range(0, head.RowCount)), ShownRows.Of(tail, row => next - tail.RowCount + row, Enumerable.Range(0, tail.RowCount)), []);
    }

    public override void WriteTo(BinaryWriter writer)
    {
        writer.Write(_isKnown);
        Write(writer, _first.Count == 0 ? null : Dataset.Concat(_first));
        Write(writer, _last.Count == 0 ? null : Last());
    }

    public override void ReadFrom(BinaryReader reader)
    {
        _isKnown = reader.ReadBoolean();
        if (Read(reader) is { } first) _first.Add(first);
        if (Read(reader) is { } last) _last.Enqueue(last);
    }

    private int Missing => most - _first.Sum(rows => rows.RowCount);

    private Dataset Last()
    {
        Dataset all = Dataset.Concat(_last);
        return all.RowCount <= most ? all : all.Slice(all.RowCount - most, most);
    }

    // Small pieces wait until enough rows stand behind them.
    private void Append(Dataset rows)
    {
        _last.Enqueue(rows);
        int kept = _last.Sum(piece => piece.RowCount);
        while (kept - _last.Peek().RowCount >= most) kept -= _last.Dequeue().RowCount;
    }

    private static Dataset Copy(Dataset rows, int start, int count) => RowColumns.DropLevels(RowColumns.Shorten(rows.Take([.. Enumerable.Range(start, count)])));

    private static void Write(BinaryWriter writer, Dataset? rows)
    {
        writer.Write7BitEncodedInt(rows?.RowCount ?? 0);
        if (rows is not null) StoredRows.Write(writer, rows);
    }

    private Dataset? Read(BinaryReader reader)
    {
        int rows = reader.Read7BitEncodedInt();
        if (rows < 0 || rows > most) throw new InvalidDataException("The stored number of example rows cannot be.");
        return rows == 0 ? null : StoredRows.Read(reader, schema, rows);
    }
}
