using System.Buffers;

namespace Mlops.Sdk;

/// <summary>Scores a dataset block of rows by block, for models that read a row as numbers.</summary>
internal static class RowBlocks
{
    private const int BlockRows = 256;

    /// <summary>Scores one row.</summary>
    public delegate void RowScorer(ReadOnlySpan<double> row, Span<double> scores);

    /// <summary>The scores of every row, output after output.</summary>
    /// <param name="columns">Numbers, or categories that are read as codes; NaN where missing.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="outputs">Scores of a row.</param>
    /// <param name="means">What stands for a missing value of each column, where numbers beyond single precision then count as its largest, so that no infinite ones cancel out; empty to leave all as they are.</param>
    /// <param name="score">Scores one row.</param>
    /// <param name="cancellationToken">Looked at between blocks.</param>
    public static double[] Score(Column[] columns, int count, int outputs, ReadOnlySpan<double> means, RowScorer score, CancellationToken cancellationToken)
    {
        int width = columns.Length;
        double[] scores = new double[count * outputs];
        double[] block = ArrayPool<double>.Shared.Rent(BlockRows * (width + 1));
        for (int start = 0; start < count; start += BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = Math.Min(BlockRows, count - start);
            Span<double> column = block.AsSpan(BlockRows * width, length);
            for (int feature = 0; feature < width; feature++)
            {
                Copy(columns[feature], start, column);
                for (int row = 0, at = feature; row < length; row++, at += width)
                    block[at] = means.IsEmpty ? column[row] : double.IsNaN(column[row]) ? means[feature] : Math.Clamp(column[row], -float.MaxValue, float.MaxValue);
            }

            for (int row = 0; row < length; row++)
                score(block.AsSpan(row * width, width), scores.AsSpan((start + row) * outputs, outputs));
        }

        ArrayPool<double>.Shared.Return(block);
        return scores;
    }

    private static void Copy(Column column, int start, Span<double> values)
    {
        if (column is not CategoryColumn category)
        {
            column.CopyNumbers(start, values);
            return;
        }

        ReadOnlySpan<int> codes = category.Codes.Slice(start, values.Length);
        for (int row = 0; row < codes.Length; row++) values[row] = codes[row] < 0 ? double.NaN : codes[row];
    }
}
