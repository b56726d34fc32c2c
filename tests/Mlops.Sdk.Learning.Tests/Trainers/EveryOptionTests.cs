using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests;

/// <summary>Every property of the options of every learner of the package: another value makes another model. A property without a case fails the first test, so none escapes.</summary>
public sealed class EveryOptionTests
{
    private static readonly Dataset s_data = Make(400);
    private static readonly Dictionary<string, OptionCase> s_cases = Cases().ToDictionary(one => one.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Fact]
    public void Options_EveryProperty_HasACase()
    {
        IEnumerable<Type> options = typeof(BoostingTrainer).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(Trainer<>))
            .Select(type => type.BaseType!.GetGenericArguments()[0]);
        Assert.Equal(
            options.SelectMany(type => type.GetProperties().Where(property => property.SetMethod is not null).Select(property => $"{type.Name}.{property.Name}")).Order(StringComparer.Ordinal),
            s_cases.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Option_AnotherValue_MakesAnotherModel(string name)
    {
        OptionCase one = s_cases[name];
        StageOptions changed = With(one.Start, name.Split('.')[1], one.Value);
        Assert.Empty(changed.Problems());
        long[] usual = Bits(one.Trainer(one.Start)), other = Bits(one.Trainer(changed));
        Assert.Equal(usual, Bits(one.Trainer(one.Start)));
        Assert.NotEqual(usual, other);
    }

    private static IEnumerable<OptionCase> Cases() =>
    [
        .. For(new BoostingOptions { TreeCount = 12, LeafCount = 8, EarlyStoppingRounds = 2, LearningRate = 0.5 }, options => new BoostingTrainer(options),
            ("TreeCount", 3), ("LeafCount", 5), ("LearningRate", 0.2), ("MinimumRowsPerLeaf", 60), ("MaximumDepth", 2), ("MaximumBinCount", 6), ("L1Regularization", 30.0), ("L2Regularization", 30.0),
            ("MinimumSplitGain", 60.0), ("MinimumChildWeight", 70.0), ("RowFraction", 0.5), ("FeatureFraction", 0.4), ("Loss", BoostingLoss.Huber(0.5)), ("EarlyStoppingRounds", 0), ("ValidationFraction", 0.3),
            ("Increasing", Only("x1")), ("Decreasing", Only("x0")), ("InteractionGroups", Only("x0, x1"))),
        .. For(new ForestOptions { TreeCount = 4 }, options => new ForestTrainer(options),
            ("TreeCount", 5), ("FeatureFraction", 0.4), ("RowFraction", 0.5), ("Bootstrap", false), ("RandomCuts", true), ("MinimumRowsPerLeaf", 20), ("MaximumDepth", 2), ("MaximumBinCount", 4),
            ("Increasing", Only("x1")), ("Decreasing", Only("x0")), ("InteractionGroups", Only("x0, x1"))),
        .. For(new DecisionTreeOptions { MaximumDepth = 7, MinimumRowsPerLeaf = 5 }, options => new DecisionTreeTrainer(options),
            ("MaximumDepth", 2), ("MinimumRowsPerLeaf", 60), ("MaximumBinCount", 4), ("Increasing", Only("x1")), ("Decreasing", Only("x0")), ("InteractionGroups", Only("x0, x1"))),
        .. For(new LinearModelOptions { L1Regularization = 1 }, options => new LinearModelTrainer(options),
            ("L1Regularization", 10.0), ("L2Regularization", 50.0), ("Increasing", Only("x2")), ("Decreasing", Only("x0")), ("MaximumLevelCount", 2), ("Tolerance", 0.5), ("MaximumIterations", 1)),
        .. For(new EbmOptions { BagCount = 2, MaximumRounds = 60, EarlyStoppingRounds = 1, LearningRate = 0.8, InteractionCount = 2 }, options => new EbmTrainer(options),
            ("BagCount", 3), ("InteractionCount", 0), ("LearningRate", 0.1), ("MaximumRounds", 3), ("EarlyStoppingRounds", 40), ("ValidationFraction", 0.4), ("MaximumBinCount", 5), ("PairBinCount", 3),
            ("MinimumRowsPerLeaf", 60), ("Loss", BoostingLoss.Huber(0.5)), ("Increasing", Only("x1")), ("Decreasing", Only("x0")), ("InteractionGroups", Only("x0, x1"))),
    ];

    private static ValueList<string> Only(params string[] names) => [.. names];

    private static IEnumerable<OptionCase> For<T>(T start, Func<T, Trainer> trainer, params (string Property, object Value)[] options)
        where T : StageOptions => options.Select(one => new OptionCase($"{typeof(T).Name}.{one.Property}", start, one.Value, changed => trainer((T)changed)));

    private static StageOptions With(StageOptions start, string property, object value)
    {
        var copy = (StageOptions)start.GetType().GetMethod("<Clone>$")!.Invoke(start, null)!;
        start.GetType().GetProperty(property)!.SetValue(copy, value);
        Assert.NotEqual(start, copy);
        return copy;
    }

    private static long[] Bits(Trainer trainer) => Array.ConvertAll(trainer.Fit(s_data, new() { Seed = 5 }).Score(s_data).Values.ToArray(), BitConverter.DoubleToInt64Bits);

    // Rises with x0, has a hill in x1, and x1 turns what x2 does; five levels of different height; a wild label now and then.
    private static Dataset Make(int rows)
    {
        var random = new RandomStream(12);
        double[][] x = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray())];
        int[] level = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt32(5))];
        double[] y = [.. Enumerable.Range(0, rows).Select(row => (2 * x[0][row]) - (x[1][row] * x[1][row]) - (x[1][row] * x[2][row]) - (0.3 * x[2][row]) + level[row] + (0.3 * random.NextGaussian()) + (row % 50 == 0 ? 9 : 0))];
        return new Dataset([.. x.Select((values, i) => (Column)new NumberColumn($"x{i}", values)), CategoryColumn.FromValues("c", level.Select(one => $"l{one}")), new NumberColumn("y", y)]).WithRole("y", ColumnRole.Label);
    }

    private sealed record OptionCase(string Name, StageOptions Start, object Value, Func<StageOptions, Trainer> Trainer);
}
