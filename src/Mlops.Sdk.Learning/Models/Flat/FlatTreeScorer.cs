using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>
/// The fast form of a <see cref="TreeEnsemble"/>: scores equal to the bit to <see cref="TreeEnsemble.Score"/> and to the native learner, on any number of threads.
/// Trees are packed eight together with eight bytes a node; ensembles with category splits, more than 65,536 features or very large trees are walked node by node.
/// Immutable; safe to share between threads; scoring one row allocates nothing. Cost of a row: trees times depth steps.
/// </summary>
public sealed class FlatTreeScorer
{
    private const int BlockRows = 256;
    private const int MostStackKeys = 512;

    private readonly PackedEnsemble? _packed;
    private readonly int[] _divisors;

    /// <summary>Packs an ensemble.</summary>
    /// <param name="model">The model to score.</param>
    public FlatTreeScorer(TreeEnsemble model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        _packed = PackedEnsemble.TryPack(model);
        _divisors = new int[model.OutputCount];
        for (int output = 0; output < _divisors.Length; output++)
            _divisors[output] = model.Average ? model.TreeCount(output) : 1;
    }

    /// <summary>The model that is scored.</summary>
    public TreeEnsemble Model { get; }

    /// <summary>Whether the packed form is used.</summary>
    public bool IsPacked => _packed is not null;

    /// <summary>Scores one row of a model with one output. Allocates nothing.</summary>
    /// <param name="row">One value per feature; NaN is missing.</param>
    /// <returns>The score, before the link.</returns>
    public double Score(ReadOnlySpan<float> row)
    {
        double score = 0;
        ScoreRow(row, MemoryMarshal.CreateSpan(ref score, 1));
        return score;
    }

    /// <summary>Scores one row. Allocates nothing.</summary>
    /// <param name="row">One value per feature; NaN is missing.</param>
    /// <param name="scores">Receives one score per output.</param>
    [SkipLocalsInit]
    public void ScoreRow(ReadOnlySpan<float> row, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, Model.FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, Model.OutputCount);
        if (_packed is null || row.Length > MostStackKeys)
        {
            ScoreBlock(row, scores);
            return;
        }

        Span<int> keys = stackalloc int[MostStackKeys];
        keys = keys[..row.Length];
        SortableKeys.Convert(row, keys);
        _packed.SumRow(keys, scores);
        Finish(scores);
    }

    /// <summary>Scores rows that follow each other in memory.</summary>
    /// <param name="rows">Row after row, one value per feature; NaN is missing.</param>
    /// <param name="scores">Receives, row after row, one score per output.</param>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        int count = CountRows(rows.Length, scores.Length);
        for (int start = 0; start < count; start += BlockRows)
        {
            int block = Math.Min(BlockRows, count - start);
            ScoreBlock(rows.Slice(start * Model.FeatureCount, block * Model.FeatureCount), scores.Slice(start * Model.OutputCount, block * Model.OutputCount));
        }
    }

    /// <summary>Scores rows on several threads, with the same bits as on one.</summary>
    /// <param name="rows">Row after row, one value per feature; NaN is missing.</param>
    /// <param name="scores">Receives, row after row, one score per output.</param>
    /// <param name="maxThreads">How many threads may work; 0 for as many as there are processors.</param>
    /// <param name="cancellationToken">Stops the work between blocks of rows.</param>
    public void Score(ReadOnlyMemory<float> rows, Memory<double> scores, int maxThreads = 0, CancellationToken cancellationToken = default)
    {
        int count = CountRows(rows.Length, scores.Length);
        ForBlocks(count, (start, block) => ScoreBlock(
            rows.Span.Slice(start * Model.FeatureCount, block * Model.FeatureCount),
            scores.Span.Slice(start * Model.OutputCount, block * Model.OutputCount)), maxThreads, cancellationToken);
    }

    /// <summary>Scores rows that are given as columns, on several threads, with the same bits as on one.</summary>
    /// <param name="columns">One column per feature, all of one length; NaN is missing.</param>
    /// <param name="scores">Receives, row after row, one score per output.</param>
    /// <param name="maxThreads">How many threads may work; 0 for as many as there are processors.</param>
    /// <param name="cancellationToken">Stops the work between blocks of rows.</param>
    public void Score(IReadOnlyList<ReadOnlyMemory<float>> columns, Memory<double> scores, int maxThreads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns.Count, Model.FeatureCount);
        int count = scores.Length / Model.OutputCount;
        foreach (ReadOnlyMemory<float> column in columns)
            ArgumentOutOfRangeException.ThrowIfNotEqual(column.Length, count, nameof(columns));
        ScoreFilled(count, scores, (feature, start, column) => columns[feature].Span.Slice(start, column.Length).CopyTo(column), maxThreads, cancellationToken);
    }

    /// <summary>Scores the rows of numeric columns, converted block by block.</summary>
    internal void ScoreColumns(Column[] columns, Memory<double> scores, int maxThreads, CancellationToken cancellationToken) =>
        ScoreFilled(scores.Length / Model.OutputCount, scores, (feature, start, column) => columns[feature].CopyNumbers(start, column), maxThreads, cancellationToken);

    private void ScoreFilled(int count, Memory<double> scores, ColumnFiller fill, int maxThreads, CancellationToken cancellationToken)
    {
        int width = Model.FeatureCount;
        ForBlocks(count, (start, block) =>
        {
            float[] scratch = ArrayPool<float>.Shared.Rent(block * (width + 1));
            Span<float> rows = scratch.AsSpan(0, block * width);
            Span<float> column = scratch.AsSpan(block * width, block);
            Span<double> own = scores.Span.Slice(start * Model.OutputCount, block * Model.OutputCount);
            if (_packed is null)
            {
                for (int feature = 0; feature < width; feature++)
                {
                    fill(feature, start, column);
                    Interleave<float>(column, rows, feature, width);
                }

                SumPlain(rows, own);
            }
            else
            {
                Span<int> keys = MemoryMarshal.Cast<float, int>(rows);
                for (int feature = 0; feature < width; feature++)
                {
                    fill(feature, start, column);
                    Interleave<int>(SortableKeys.ConvertInPlace(column), keys, feature, width);
                }

                _packed.SumRows(keys, own);
            }

            Finish(own);
            ArrayPool<float>.Shared.Return(scratch);
        }, maxThreads, cancellationToken);
    }

    /// <summary>Writes a run of one column.</summary>
    private delegate void ColumnFiller(int feature, int start, Span<float> column);

    private static void Interleave<T>(ReadOnlySpan<T> column, Span<T> rows, int feature, int width)
    {
        for (int row = 0, at = feature; row < column.Length; row++, at += width)
            rows[at] = column[row];
    }

    private void ScoreBlock(ReadOnlySpan<float> rows, Span<double> scores)
    {
        if (_packed is null)
        {
            SumPlain(rows, scores);
        }
        else
        {
            int[] scratch = ArrayPool<int>.Shared.Rent(rows.Length);
            Span<int> keys = scratch.AsSpan(0, rows.Length);
            SortableKeys.Convert(rows, keys);
            _packed.SumRows(keys, scores);
            ArrayPool<int>.Shared.Return(scratch);
        }

        Finish(scores);
    }

    private void SumPlain(ReadOnlySpan<float> rows, Span<double> scores)
    {
        int width = Model.FeatureCount;
        int outputs = Model.OutputCount;
        for (int row = 0; row < scores.Length / outputs; row++)
        {
            Span<double> sums = scores.Slice(row * outputs, outputs);
            Model.Bias.CopyTo(sums);
            foreach (DecisionTree tree in Model.Trees)
                sums[tree.Output] += tree.Score(rows.Slice(row * width, width));
        }
    }

    private void Finish(Span<double> scores)
    {
        int outputs = _divisors.Length;
        for (int i = 0, output = 0; i < scores.Length; i++)
        {
            scores[i] = TreeScore.Finish(scores[i], _divisors[output], Model.SinglePrecision);
            output = output + 1 == outputs ? 0 : output + 1;
        }
    }

    private int CountRows(int values, int scores)
    {
        int count = scores / Model.OutputCount;
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores, count * Model.OutputCount, nameof(scores));
        ArgumentOutOfRangeException.ThrowIfNotEqual(values, count * Model.FeatureCount, nameof(values));
        return count;
    }

    private static void ForBlocks(int count, Action<int, int> work, int maxThreads, CancellationToken cancellationToken)
    {
        int blocks = (count + BlockRows - 1) / BlockRows;
        if (blocks <= 1 || maxThreads == 1)
        {
            for (int start = 0; start < count; start += BlockRows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                work(start, Math.Min(BlockRows, count - start));
            }

            return;
        }

        ParallelOptions options = new() { MaxDegreeOfParallelism = maxThreads > 0 ? maxThreads : -1, CancellationToken = cancellationToken };
        Parallel.For(0, blocks, options, block => work(block * BlockRows, Math.Min(BlockRows, count - (block * BlockRows))));
    }
}
