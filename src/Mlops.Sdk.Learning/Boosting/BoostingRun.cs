using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Tree after tree on the derivatives of the loss.</summary>
internal sealed class BoostingRun
{
    private const int BlockRows = 16_384;

    private readonly BoostingOptions _options;
    private readonly BoostingLoss _loss;
    private readonly FitContext _context;
    private readonly BinnedFeature[] _features;
    private readonly double[] _labels;
    private readonly float[] _weights;
    private readonly int _outputs;
    private readonly int[] _train;
    private readonly int[] _held;
    private readonly int[] _order;
    private readonly double[] _scores;
    private readonly TreeGrower _grower;

    public BoostingRun(BoostingOptions options, BoostingLoss loss, BinnedFeature[] features, double[] labels, float[] weights, int outputs, int[] directions, InteractionGroups groups, int rowsPerLeaf, FitContext context)
    {
        (_options, _loss, _features, _labels, _weights, _outputs, _context) = (options, loss, features, labels, weights, outputs, context);
        (_train, _held) = options.EarlyStoppingRounds > 0
            ? HeldRows.Draw(new RandomStream(context.Run.Seed).Split("validation"), labels, loss.Task != TaskKind.Regression, options.ValidationFraction)
            : ([.. Enumerable.Range(0, labels.Length)], []);
        _order = new int[_train.Length];
        _scores = new double[labels.Length * outputs];
        _grower = new TreeGrower(features, labels.Length, options, new LeafPenalty(options.L1Regularization, options.L2Regularization, rowsPerLeaf, options.MinimumChildWeight), directions, groups, context.Parallel);
    }

    /// <summary>How many rows are held back for early stopping.</summary>
    public int HeldCount => _held.Length;

    /// <summary>Trees kept, a class each if there are several.</summary>
    public int Iterations { get; private set; }

    public TreeEnsemble Run()
    {
        var builder = new TreeEnsembleBuilder(_features.Length, _outputs);
        var start = new double[_outputs];
        _loss.Start(Array.ConvertAll(_train, row => _labels[row]), _weights.Length == 0 ? [] : Array.ConvertAll(_train, row => _weights[row]), start);
        for (int output = 0; output < _outputs; output++) builder.WithBias(start[output], output);
        for (int i = 0; i < _scores.Length; i++) _scores[i] = start[i % _outputs];
        var trees = new List<DecisionTree>();
        var derivatives = new float[_outputs][];
        for (int output = 0; output < _outputs; output++) derivatives[output] = new float[2 * _labels.Length];
        double best = double.PositiveInfinity;
        int bestTrees = 0, since = 0;
        for (int iteration = 0; iteration < _options.TreeCount; iteration++)
        {
            _context.CancellationToken.ThrowIfCancellationRequested();
            RandomStream random = new RandomStream(_context.Run.Seed).Split(iteration);
            int[] seen = Sample(random);
            bool[] usable = Usable(random);
            Derive(derivatives);
            bool any = false;
            for (int output = 0; output < _outputs; output++)
            {
                // The grower puts the rows into the order of the leaves.
                int[] rows = seen.Length == _order.Length ? _order : new int[seen.Length];
                seen.CopyTo(rows, 0);
                GrownTree tree = _grower.Grow(rows, derivatives[output], usable);
                Refit(tree);
                any |= tree.IsSplit;
                Move(tree, output, seen.Length == _train.Length && _held.Length == 0);
                trees.Add(tree.ToTree(_features, _options.LearningRate, output));
            }

            _context.ReportProgress((iteration + 1.0) / _options.TreeCount, FormattableString.Invariant($"Tree {iteration + 1} of {_options.TreeCount}"));
            if (!any && _options is { RowFraction: 1, FeatureFraction: 1 }) break;
            if (_held.Length == 0) continue;
            double loss = HeldLoss();
            _context.LogMetric("validation_loss", loss, iteration);
            if (loss < best) (best, bestTrees, since) = (loss, trees.Count, 0);
            else if (++since >= _options.EarlyStoppingRounds) break;
        }

        int kept = _held.Length > 0 && bestTrees > 0 ? bestTrees : trees.Count;
        Iterations = kept / _outputs;
        foreach (DecisionTree tree in trees.Take(kept)) builder.Add(tree);
        return builder.Build();
    }

    private int[] Sample(RandomStream random)
    {
        if (_options.RowFraction >= 1) return _train;
        int count = Math.Max(1, (int)Math.Round(_options.RowFraction * _train.Length));
        int[] chosen = random.Split("rows").SampleWithoutReplacement(_train.Length, count);
        Array.Sort(chosen);
        return Array.ConvertAll(chosen, i => _train[i]);
    }

    private bool[] Usable(RandomStream random)
    {
        bool[] usable = [.. _features.Select(feature => feature.IsUseful)];
        if (_options.FeatureFraction >= 1) return usable;
        int[] candidates = [.. Enumerable.Range(0, usable.Length).Where(i => usable[i])];
        int count = Math.Max(1, (int)Math.Ceiling(_options.FeatureFraction * candidates.Length));
        Array.Clear(usable);
        if (candidates.Length > 0)
            foreach (int chosen in random.Split("features").SampleWithoutReplacement(candidates.Length, Math.Min(count, candidates.Length))) usable[candidates[chosen]] = true;
        return usable;
    }

    private void Derive(float[][] derivatives) => ForBlocks((start, length) => _loss.DeriveAll(
        _labels.AsSpan(start, length), _scores.AsSpan(start * _outputs, length * _outputs), _weights.Length == 0 ? [] : _weights.AsSpan(start, length), start, derivatives));

    // The pinball loss is flat in its second derivative: the best value of a leaf is a quantile of its residuals.
    private void Refit(GrownTree tree)
    {
        if (_loss.LeafQuantile is not { } probability) return;
        Parallel.For(0, tree.Leaves.Count, _context.Parallel, i =>
        {
            GrownLeaf leaf = tree.Leaves[i];
            int[] rows = tree.Rows[leaf.Start..(leaf.Start + leaf.Count)];
            double value = LeafQuantiles.Of(Array.ConvertAll(rows, row => _labels[row] - _scores[row]), _weights.Length == 0 ? null : Array.ConvertAll(rows, row => _weights[row]), probability);
            leaf.Value = Math.Clamp(value, leaf.Low, leaf.High);
        });
    }

    private void Move(GrownTree tree, int output, bool sawAll)
    {
        if (sawAll)
        {
            Parallel.ForEach(tree.Leaves, _context.Parallel, leaf =>
            {
                foreach (int row in tree.Rows.AsSpan(leaf.Start, leaf.Count)) _scores[(row * _outputs) + output] += _options.LearningRate * leaf.Value;
            });
            return;
        }

        Dictionary<int, double> values = tree.Leaves.ToDictionary(leaf => leaf.Node, leaf => leaf.Value);
        ForBlocks((start, length) =>
        {
            for (int row = start; row < start + length; row++) _scores[(row * _outputs) + output] += _options.LearningRate * values[tree.LeafOf(_features, row)];
        });
    }

    private double HeldLoss()
    {
        double sum = 0, total = 0;
        foreach (int row in _held)
        {
            double weight = _weights.Length == 0 ? 1 : _weights[row];
            sum += weight * _loss.Of(_labels[row], _scores.AsSpan(row * _outputs, _outputs));
            total += weight;
        }

        return total > 0 ? sum / total : 0;
    }

    private void ForBlocks(Action<int, int> work)
    {
        int blocks = (_labels.Length + BlockRows - 1) / BlockRows;
        Parallel.For(0, blocks, _context.Parallel, block => work(block * BlockRows, Math.Min(BlockRows, _labels.Length - (block * BlockRows))));
    }
}
