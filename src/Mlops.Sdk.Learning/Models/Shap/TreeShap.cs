using System.Buffers;
using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>
/// Exact Shapley values of a <see cref="TreeEnsemble"/>: how much each feature moves the score of a row away from the base. The contributions of a row and the base add up to its score.
/// Immutable; safe to share between threads; the same bits on any number of them.
/// </summary>
/// <remarks>
/// Two meanings of "not known": by the training rows' shares at each split (<see cref="PathDependent(TreeEnsemble, CancellationToken)"/>), or by the rows of a background (<see cref="Interventional"/>).
/// What is explained is the score before the link, such as log-odds. Missing values (NaN) and category splits follow the trees. Making one costs up to 2^m entries for a leaf with m features on its way
/// (within 64 MB in all; leaves beyond are worked out for every row); a row costs leaves times m. Source: Lundberg et al. 2020, "From local explanations to global understanding with explainable AI for trees".
/// </remarks>
public sealed class TreeShap
{
    private const int BlocksPerTask = 16;

    private readonly ImmutableArray<ShapLeaf> _leaves;
    private readonly ShapGame _game;
    private readonly ShapTable _values;
    private readonly Lazy<ShapTable> _interactions;

    private TreeShap(TreeEnsemble model, IReadOnlyList<ShapLeaf> leaves, double[] bases, ShapGame game, long mostEntries, CancellationToken cancellationToken)
    {
        Model = model;
        _leaves = [.. leaves];
        _game = game;
        _values = new ShapTable(_leaves, game, model.FeatureCount, pairs: false, mostEntries, cancellationToken);
        _interactions = new(() => new ShapTable(_leaves, _game, model.FeatureCount, pairs: true, mostEntries, CancellationToken.None));
        for (int output = 0; output < bases.Length; output++) bases[output] += model.Bias[output] / (model.Average ? Math.Max(1, model.TreeCount(output)) : 1);
        for (int i = 0; i < _leaves.Length; i++) bases[_leaves[i].Output] += game.Base(_leaves[i], i);
        Base = [.. bases];
    }

    /// <summary>The model that is explained.</summary>
    public TreeEnsemble Model { get; }

    /// <summary>The score of each output when nothing is known of a row.</summary>
    public ImmutableArray<double> Base { get; }

    /// <summary>Explains by the shares of the training rows at each split.</summary>
    /// <param name="model">A model whose nodes have covers.</param>
    /// <param name="cancellationToken">Stops the preparation.</param>
    /// <exception cref="ArgumentException">The model has no covers.</exception>
    public static TreeShap PathDependent(TreeEnsemble model, CancellationToken cancellationToken = default) => PathDependent(model, ShapTable.MostEntries, cancellationToken);

    internal static TreeShap PathDependent(TreeEnsemble model, long mostEntries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!model.HasCovers && !model.Trees.IsEmpty)
            throw new ArgumentException("The nodes of the model do not know how many training rows passed them. Count them with model.WithCovers(rows), or explain against a background with TreeShap.Interventional.", nameof(model));
        var bases = new double[model.OutputCount];
        return new TreeShap(model, ShapLeaf.Of(model, bases), bases, new PathDependentGame(), mostEntries, cancellationToken);
    }

    /// <summary>Explains against background rows: a feature that is not known takes its value from one of them.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="background">Rows, one value per feature; NaN is missing. A hundred to a thousand typical rows.</param>
    /// <param name="cancellationToken">Stops the preparation.</param>
    /// <exception cref="ArgumentException">There is no background row, or it has not one value per feature.</exception>
    public static TreeShap Interventional(TreeEnsemble model, ReadOnlyMemory<float> background, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.FeatureCount == 0 || background.IsEmpty || background.Length % model.FeatureCount != 0)
            throw new ArgumentException($"The background has {background.Length} values; it needs rows of {model.FeatureCount}, at least one.", nameof(background));
        var bases = new double[model.OutputCount];
        List<ShapLeaf> leaves = ShapLeaf.Of(model, bases);
        return new TreeShap(model, leaves, bases, new InterventionalGame(leaves, background, model.FeatureCount, cancellationToken), ShapTable.MostEntries, cancellationToken);
    }

    /// <summary>Explains rows.</summary>
    /// <param name="rows">Row after row, one value per feature; NaN is missing.</param>
    /// <param name="contributions">Receives, row after row and output after output, one number per feature: rows x outputs x features.</param>
    /// <param name="maxThreads">How many threads may work; 0 for as many as there are processors.</param>
    /// <param name="cancellationToken">Stops the work between blocks of rows.</param>
    public void Explain(ReadOnlyMemory<float> rows, Memory<double> contributions, int maxThreads = 0, CancellationToken cancellationToken = default) =>
        Run(_values, rows, contributions, maxThreads, cancellationToken);

    /// <summary>Explains rows by pairs of features: a symmetric matrix whose rows add up to the contributions of the features.</summary>
    /// <param name="rows">Row after row, one value per feature; NaN is missing.</param>
    /// <param name="interactions">Receives, row after row and output after output, the matrix row after row: rows x outputs x features x features.</param>
    /// <param name="maxThreads">How many threads may work; 0 for as many as there are processors.</param>
    /// <param name="cancellationToken">Stops the work between blocks of rows.</param>
    public void ExplainInteractions(ReadOnlyMemory<float> rows, Memory<double> interactions, int maxThreads = 0, CancellationToken cancellationToken = default)
    {
        Run(_interactions.Value, rows, interactions, maxThreads, cancellationToken);
        int width = Model.FeatureCount, size = width * width;
        Span<double> all = interactions.Span;
        for (int start = 0; start < all.Length; start += size)
        {
            // A pair stands where the leaf met it, above or below the diagonal.
            Span<double> matrix = all.Slice(start, size);
            for (int i = 0; i < width; i++)
                for (int j = i + 1; j < width; j++)
                    matrix[(i * width) + j] = matrix[(j * width) + i] = matrix[(i * width) + j] + matrix[(j * width) + i];
        }
    }

    private void Run(ShapTable table, ReadOnlyMemory<float> rows, Memory<double> result, int maxThreads, CancellationToken cancellationToken)
    {
        int width = Model.FeatureCount, slots = table.SlotsPerOutput * Model.OutputCount;
        int count = width == 0 ? 0 : rows.Length / width;
        if (rows.Length != count * width) throw new ArgumentException($"There are {rows.Length} values; rows have {width}.", nameof(rows));
        if (result.Length != (long)count * slots) throw new ArgumentException($"There is room for {result.Length} numbers; {count} rows need {(long)count * slots}.", nameof(result));
        int blocks = (count + ShapTable.Lanes - 1) / ShapTable.Lanes, tasks = (blocks + BlocksPerTask - 1) / BlocksPerTask;
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxThreads > 0 ? maxThreads : -1, CancellationToken = cancellationToken };
        Parallel.For(0, tasks, options, task =>
        {
            int first = task * BlocksPerTask * ShapTable.Lanes, own = Math.Min(BlocksPerTask * ShapTable.Lanes, count - first), full = (own + ShapTable.Lanes - 1) / ShapTable.Lanes;
            float[] block = ArrayPool<float>.Shared.Rent(full * width * ShapTable.Lanes);
            double[] sums = ArrayPool<double>.Shared.Rent(full * slots * ShapTable.Lanes);
            Gather(rows.Span.Slice(first * width, own * width), width, block.AsSpan(0, full * width * ShapTable.Lanes));
            Span<double> sum = sums.AsSpan(0, full * slots * ShapTable.Lanes);
            sum.Clear();
            table.Add(block.AsSpan(0, full * width * ShapTable.Lanes), sum, full);
            Scatter(sum, slots, result.Span.Slice(first * slots, own * slots));
            ArrayPool<float>.Shared.Return(block);
            ArrayPool<double>.Shared.Return(sums);
        });
    }

    // Lanes without a row repeat the first one of their block.
    private static void Gather(ReadOnlySpan<float> rows, int width, Span<float> blocks)
    {
        for (int start = 0, to = 0; start < rows.Length; start += width * ShapTable.Lanes)
        {
            for (int feature = 0; feature < width; feature++)
                for (int lane = 0; lane < ShapTable.Lanes; lane++)
                    blocks[to++] = rows[(start + (lane * width) < rows.Length ? start + (lane * width) : start) + feature];
        }
    }

    private static void Scatter(ReadOnlySpan<double> sums, int slots, Span<double> result)
    {
        for (int row = 0; row < result.Length / slots; row++)
        {
            ReadOnlySpan<double> block = sums.Slice(row / ShapTable.Lanes * slots * ShapTable.Lanes, slots * ShapTable.Lanes);
            for (int slot = 0; slot < slots; slot++) result[(row * slots) + slot] = block[(slot * ShapTable.Lanes) + (row % ShapTable.Lanes)];
        }
    }
}
