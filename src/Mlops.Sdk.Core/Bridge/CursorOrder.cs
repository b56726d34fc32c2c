namespace Mlops.Sdk;

/// <summary>The order in which a cursor visits rows: as they stand, or shuffled.</summary>
internal readonly struct CursorOrder
{
    private readonly int[]? _rows;

    private CursorOrder(int count, int[]? rows)
    {
        Count = count;
        _rows = rows;
    }

    public int Count { get; }

    public int this[int position] => _rows is null ? position : _rows[position];

    public static CursorOrder Create(int count, Random? random)
    {
        if (random is null)
            return new CursorOrder(count, null);
        int[] rows = new int[count];
        for (int i = 0; i < count; i++)
            rows[i] = i;
        random.Shuffle(rows);
        return new CursorOrder(count, rows);
    }
}
