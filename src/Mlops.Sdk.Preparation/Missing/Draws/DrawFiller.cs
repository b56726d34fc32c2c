using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Draws values by a hash of the row, so that a row alone gets what it gets in a batch.</summary>
internal sealed class DrawFiller(ulong seed, ImputedColumn[] columns) : RowFiller
{
    public override void Fill(Dataset data, Column[] filled, int maxThreads, CancellationToken cancellationToken)
    {
        ulong[]? hashes = null;
        for (int i = 0; i < columns.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (columns[i].Draws is not { } draws) continue;
            int[] rows = ColumnCells.MissingRows(data[columns[i].Name]);
            if (rows.Length == 0) continue;
            hashes ??= HashRows(data, cancellationToken);
            ulong own = Hashing.Combine(seed, Hashing.OfInt64(i));
            filled[i] = ColumnCells.Write(filled[i], rows, Array.ConvertAll(rows, row => draws.At((Hashing.Combine(own, hashes[row]) >> 11) * (1.0 / (1UL << 53)))));
        }
    }

    private ulong[] HashRows(Dataset data, CancellationToken cancellationToken)
    {
        var hashes = new ulong[data.RowCount];
        foreach (ImputedColumn learnt in columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Column column = data[learnt.Name];
            ulong[] levels = column is CategoryColumn { Levels: var names } ? [.. names.Names.Select(name => Hashing.OfString(name))] : [];
            for (int row = 0; row < hashes.Length; row++) hashes[row] = Hashing.Combine(hashes[row], HashCell(column, row, levels));
        }

        return hashes;
    }

    private static ulong HashCell(Column column, int row, ulong[] levels)
    {
        if (column is NumberColumn numbers) return Hashing.OfDouble(numbers.Values[row]);
        if (column.IsMissing(row)) return 0;
        return column switch
        {
            IntegerColumn integers => Hashing.OfInt64(integers.Values[row]),
            TimestampColumn moments => Hashing.OfInt64(moments.Ticks[row]),
            FlagColumn flags => Hashing.OfInt64(flags.Values[row] ? 1 : 0),
            CategoryColumn categories => levels[categories.Codes[row]],
            TextColumn texts => Hashing.OfBytes(texts.GetUtf8(row)),
            _ => 0,
        };
    }
}
