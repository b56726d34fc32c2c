using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Compares fitted models on test rows.</summary>
public static class TestComparisonExtensions
{
    /// <summary>Compares fitted models on the same test rows, with default options. The first is the model in use.</summary>
    /// <param name="test">Labelled rows that none of them was trained on.</param>
    /// <param name="models">Two or more models, by name; the first is the one in use.</param>
    public static TestComparison CompareModels(this Dataset test, params (string Name, FittedPipeline Model)[] models) => test.CompareModels(models, null);

    /// <summary>Compares fitted models on the same test rows: each against the first, which is the one in use, with the uncertainty of the difference, a verdict in words, and where asked by segments.</summary>
    /// <remarks>The models predict the same rows, so their errors go together; the tests allow for that, and intervals of single models that overlap do not speak against a difference.</remarks>
    /// <param name="test">Labelled rows that none of them was trained on. Rows without a label are left out; a column with the role Weight weighs the rows.</param>
    /// <param name="models">Two or more models, by name; the first is the one in use.</param>
    /// <param name="options">Metric, test, segments.</param>
    /// <param name="context">Seed and threads. The same seed gives the same bits on any number of threads.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="ArgumentException">There are fewer than two models, a name is empty or given twice, the models predict different things, or the metric or the test is not for their task.</exception>
    public static TestComparison CompareModels(this Dataset test, IEnumerable<(string Name, FittedPipeline Model)> models, TestComparisonOptions? options, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(models);
        (string Name, FittedPipeline Model)[] all = [.. models];
        foreach ((string name, FittedPipeline model) in all)
            if (model is null) throw new ArgumentException($"The model '{name}' is null.", nameof(models));
        return test.ComparePredictions(all.Select(one => (one.Name, one.Model.Score(test, cancellationToken))), options, context, cancellationToken);
    }

    /// <summary>Compares predictions of the same test rows, from whatever models.</summary>
    /// <param name="test">The labelled rows that the predictions were made of.</param>
    /// <param name="predictions">Two or more sets of predictions, row for row, by name; the first is of the model in use.</param>
    /// <param name="options">Metric, test, segments.</param>
    /// <param name="context">Seed and threads. The same seed gives the same bits on any number of threads.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="ArgumentException">There are fewer than two, a name is empty or given twice, they predict different things, or the metric or the test is not for their task.</exception>
    public static TestComparison ComparePredictions(this Dataset test, IEnumerable<(string Name, Predictions Predictions)> predictions, TestComparisonOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(predictions);
        (string Name, Predictions Predictions)[] all = [.. predictions];
        if (all.Length < 2) throw new ArgumentException($"A comparison needs at least 2 models; there {(all.Length == 1 ? "is 1" : "are none")}.", nameof(predictions));
        foreach ((string name, _) in all)
            if (string.IsNullOrEmpty(name) || all.Count(other => other.Name == name) > 1) throw new ArgumentException($"The name '{name}' is empty or given twice. Give every model a name of its own.", nameof(predictions));
        options ??= new();
        Metric metric = options.Metric ?? Metric.Default(all[0].Predictions.Task);
        if (!metric.Tasks.Contains(all[0].Predictions.Task)) throw new ArgumentException($"'{metric.Name}' does not judge {all[0].Predictions.Task}. Choose one of {string.Join(", ", Metric.For(all[0].Predictions.Task).Select(one => one.Name))}.", nameof(options));
        var comparer = new PairedComparer(metric, options, context ?? RunContext.Default, cancellationToken);
        PairedData[] pairs = [.. all.Skip(1).Select(other => PairedData.Create(all[0].Predictions, other.Predictions, test, other.Name))];
        ModelDifference[] differences = PairedComparer.Decide([.. pairs.Select((pair, index) => comparer.Compare(pair, all[0].Name, all[index + 1].Name))], true, options.FalseAlarmRate);
        (ImmutableArray<SegmentDifference> segments, int small) = SegmentComparer.Run(test, options, comparer, pairs, differences);
        return new TestComparison(metric, [.. differences], segments, pairs[0].Count, small, options);
    }
}
