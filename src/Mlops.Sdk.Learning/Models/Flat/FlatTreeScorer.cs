using System.Buffers;
using System.Numerics;
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

    private readonly PackedGroup[]? _groups;
    private readonly int[] _divisors;

    /// <summary>Packs an ensemble.</summary>
    /// <param name="model">The model to score.</param>
    public FlatTreeScorer(TreeEnsemble model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        _groups = TryPack(model);
        _divisors = new int[model.OutputCount];
        for (int output = 0; output < _divisors.Length; output++)
            _divisors[output] = model.Average ? model.TreeCount(output) : 1;
    }

    /// <summary>The model that is scored.</summary>
    public TreeEnsemble Model { get; }

    /// <summary>Whether the packed form is used.</summary>
    public bool IsPacked => _groups is not null;

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
    public void ScoreRow(ReadOnlySpan<float> row, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, Model.FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, Model.OutputCount);
        SumRow(row, scores, HasNaN(row));
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
        ScoreFilled(count, scores, (start, rows, _) =>
        {
            for (int feature = 0; feature < columns.Count; feature++)
                Interleave(columns[feature].Span.Slice(start, rows.Length / columns.Count), rows, feature, columns.Count);
        }, maxThreads, cancellationToken);
    }

    /// <summary>Scores the rows of numeric columns, converted block by block.</summary>
    internal void ScoreColumns(Column[] columns, Memory<double> scores, int maxThreads, CancellationToken cancellationToken) =>
        ScoreFilled(scores.Length / Model.OutputCount, scores, (start, rows, column) =>
        {
            for (int feature = 0; feature < columns.Length; feature++)
            {
                columns[feature].CopyNumbers(start, column);
                Interleave(column, rows, feature, columns.Length);
            }
        }, maxThreads, cancellationToken);

    private void ScoreFilled(int count, Memory<double> scores, BlockFiller fill, int maxThreads, CancellationToken cancellationToken)
    {
        int width = Model.FeatureCount;
        ForBlocks(count, (start, block) =>
        {
            float[] scratch = ArrayPool<float>.Shared.Rent(block * (width + 1));
            try
            {
                Span<float> rows = scratch.AsSpan(0, block * width);
                fill(start, rows, scratch.AsSpan(block * width, block));
                ScoreBlock(rows, scores.Span.Slice(start * Model.OutputCount, block * Model.OutputCount));
            }
            finally
            {
                ArrayPool<float>.Shared.Return(scratch);
            }
        }, maxThreads, cancellationToken);
    }

    /// <summary>Writes a block of rows, row after row.</summary>
    private delegate void BlockFiller(int start, Span<float> rows, Span<float> columnScratch);

    private static bool HasNaN(ReadOnlySpan<float> values)
    {
        int i = 0;
        if (values.Length >= Vector<float>.Count)
        {
            Vector<int> same = Vector<int>.AllBitsSet;
            for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> block = new(values[i..]);
                same &= Vector.Equals(block, block);
            }

            if (!Vector.EqualsAll(same, Vector<int>.AllBitsSet))
                return true;
        }

        for (; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
                return true;
        }

        return false;
    }

    private static void Interleave(ReadOnlySpan<float> column, Span<float> rows, int feature, int width)
    {
        for (int row = 0, at = feature; row < column.Length; row++, at += width)
            rows[at] = column[row];
    }

    private void ScoreBlock(ReadOnlySpan<float> rows, Span<double> scores)
    {
        int width = Model.FeatureCount;
        int outputs = Model.OutputCount;
        int count = scores.Length / outputs;
        int row = 0;
        if (_groups is not null)
        {
            for (; row <= count - PackedGroup.Width; row += PackedGroup.Width)
                SumEight(rows.Slice(row * width, PackedGroup.Width * width), scores.Slice(row * outputs, PackedGroup.Width * outputs));
        }

        for (; row < count; row++)
        {
            ReadOnlySpan<float> one = rows.Slice(row * width, width);
            SumRow(one, scores.Slice(row * outputs, outputs), HasNaN(one));
        }

        for (row = 0; row < count; row++)
            Finish(scores.Slice(row * outputs, outputs));
    }

    private void SumEight(ReadOnlySpan<float> rows, Span<double> sums)
    {
        int width = Model.FeatureCount;
        int outputs = Model.OutputCount;
        if (HasNaN(rows))
        {
            for (int row = 0; row < PackedGroup.Width; row++)
            {
                ReadOnlySpan<float> one = rows.Slice(row * width, width);
                SumRow(one, sums.Slice(row * outputs, outputs), HasNaN(one));
            }

            return;
        }

        for (int row = 0; row < PackedGroup.Width; row++)
            Model.Bias.CopyTo(sums[(row * outputs)..]);
        ref float first = ref MemoryMarshal.GetReference(rows);
        foreach (PackedGroup group in _groups!)
            PackedBatchKernel.Add(group, ref first, width, ref sums[group.Output], outputs);
    }

    private void SumRow(ReadOnlySpan<float> row, Span<double> sums, bool hasNaN)
    {
        Model.Bias.CopyTo(sums);
        if (_groups is null)
        {
            foreach (DecisionTree tree in Model.Trees)
                sums[tree.Output] += tree.Score(row);
            return;
        }

        ref float first = ref MemoryMarshal.GetReference(row);
        foreach (PackedGroup group in _groups)
        {
            ref double sum = ref sums[group.Output];
            sum = hasNaN ? PackedRowKernel.AddWithMissing(group, ref first, sum) : PackedRowKernel.Add(group, ref first, sum);
        }
    }

    private void Finish(Span<double> scores)
    {
        for (int output = 0; output < scores.Length; output++)
            scores[output] = TreeScore.Finish(scores[output], _divisors[output], Model.SinglePrecision);
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

    private static PackedGroup[]? TryPack(TreeEnsemble model)
    {
        if (model.FeatureCount == 0)
            return null;
        List<PackedGroup> groups = [];
        for (int output = 0; output < model.OutputCount; output++)
        {
            DecisionTree[] own = [.. model.Trees.Where(tree => tree.Output == output)];
            for (int start = 0; start < own.Length; start += PackedGroup.Width)
            {
                if (PackedGroup.TryPack(own.AsSpan(start, Math.Min(PackedGroup.Width, own.Length - start))) is not PackedGroup group)
                    return null;
                groups.Add(group);
            }
        }

        return [.. groups];
    }
}
