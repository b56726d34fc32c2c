using System.Buffers;

namespace Mlops.Sdk;

/// <summary>The features of a dataset as rows of single-precision numbers, made block by block from the columns; nothing is held twice.</summary>
/// <param name="columns">Numeric columns of one length.</param>
/// <param name="missing">What stands for a missing value of each column (NaN to leave it missing), or null.</param>
/// <param name="standard">Centre and scale of each column, or null to leave values as they are.</param>
/// <param name="rows">The number of rows, for when there may be no columns to tell it.</param>
internal sealed class FeatureMatrix(Column[] columns, float[]? missing = null, Standardizer? standard = null, int? rows = null)
{
    /// <summary>Values in a row.</summary>
    public int Width => columns.Length;

    public int RowCount { get; } = rows ?? (columns.Length == 0 ? 0 : columns[0].Length);

    public IReadOnlyList<Column> Columns => columns;

    /// <summary>Writes consecutive rows, one after the other.</summary>
    public void Fill(int start, Span<float> rows)
    {
        int count = rows.Length / Width;
        float[] scratch = ArrayPool<float>.Shared.Rent(count);
        Span<float> block = scratch.AsSpan(0, count);
        for (int feature = 0; feature < columns.Length; feature++)
        {
            columns[feature].CopyNumbers(start, block);
            Put(block, rows, feature);
        }

        ArrayPool<float>.Shared.Return(scratch);
    }

    /// <summary>Writes chosen rows, one after the other.</summary>
    public void Gather(ReadOnlySpan<int> order, Span<float> rows)
    {
        float[] scratch = ArrayPool<float>.Shared.Rent(order.Length);
        Span<float> block = scratch.AsSpan(0, order.Length);
        for (int feature = 0; feature < columns.Length; feature++)
        {
            if (columns[feature] is NumberColumn number)
            {
                ReadOnlySpan<double> values = number.Values;
                for (int i = 0; i < order.Length; i++)
                    block[i] = (float)values[order[i]];
            }
            else
            {
                for (int i = 0; i < order.Length; i++)
                    columns[feature].CopyNumbers(order[i], block.Slice(i, 1));
            }

            Put(block, rows, feature);
        }

        ArrayPool<float>.Shared.Return(scratch);
    }

    private void Put(Span<float> block, Span<float> rows, int feature)
    {
        if (missing is not null && !float.IsNaN(missing[feature]))
        {
            foreach (ref float value in block)
                value = float.IsNaN(value) ? missing[feature] : value;
        }

        standard?.Apply(feature, block);
        for (int row = 0, at = feature; row < block.Length; row++, at += columns.Length)
            rows[at] = block[row];
    }
}
