using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

public sealed class BalancedEnsembleTests
{
    [Fact]
    public void Fit_MembersThatKnowNothing_SayHowOftenClassesCome()
    {
        // 200, 30 and 3 rows: the prior of a bag is a third each.
        Dataset data = Classes(1, 200, 30, 3);
        var options = new BalancedBaggingOptions { Member = new PriorTrainer(), Bags = 3 };
        Predictions kept = new BalancedBaggingTrainer(options).Fit(data).Score(data), even = new BalancedBaggingTrainer(options with { KeepPrior = false }).Fit(data).Score(data);

        Assert.All(Enumerable.Range(0, 3), code => Assert.Equal(new[] { 200, 30, 3 }[code] / 233.0, kept.Probabilities[code], 1e-12));
        Assert.All(Enumerable.Range(0, 3), code => Assert.Equal(1 / 3.0, even.Probabilities[code], 1e-12));

        // With a ratio: 6 rows of the large ones for 3 of the smallest.
        Predictions part = new EasyEnsembleTrainer(new() { Member = new PriorTrainer(), MinorityRatio = 0.5, KeepPrior = false }).Fit(data).Score(data);
        Assert.All(Enumerable.Range(0, 3), code => Assert.Equal(new[] { 0.4, 0.4, 0.2 }[code], part.Probabilities[code], 1e-12));
    }

    [Fact]
    public void Fit_EasyEnsemble_BagsHaveTheSmallestClassWholeAndOthersByTheirWeights()
    {
        // Members that say a rare row's share by a column: the mean label of its leaf. Rows of weight 0 would be seen as a third value.
        Dataset data = Classes(2, 100, 20).With(new NumberColumn("w", Enumerable.Range(0, 120).Select(row => row < 60 ? 0.0 : 1).ToArray()), ColumnRole.Weight)
            .With(new NumberColumn("x", Enumerable.Range(0, 120).Select(row => row < 60 ? -5.0 : row).ToArray()));
        Predictor model = new EasyEnsembleTrainer(new() { Member = new DecisionTreeTrainer(new() { MaximumDepth = 0, MinimumRowsPerLeaf = 1 }), Bags = 5 }).Fit(data);
        Predictions said = model.Score(data);

        Assert.All(Enumerable.Range(100, 20), row => Assert.Equal(1, said.Decisions[row]));
        Assert.Contains("Rows in a bag", model.Report.ToString(), StringComparison.Ordinal);
        Assert.Contains(" 20", model.Report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Score_RareClass_IsDecidedOnMoreOftenAndProbabilitiesStayCalibrated()
    {
        Dataset train = Classes(3, 2000, 100), test = Classes(4, 2000, 100);
        foreach (Pipeline pipeline in (Pipeline[])[Pipeline.Empty.TrainBalancedBagging(), Pipeline.Empty.TrainEasyEnsemble()])
        {
            FittedPipeline model = pipeline.Fit(train);
            Predictions said = model.Score(test), plain = Pipeline.Empty.TrainBoosting(new() { TreeCount = 30, LeafCount = 4 }).Fit(train).Score(test);

            Assert.True(Metric.BalancedAccuracy.Compute(said, test).Value > Metric.BalancedAccuracy.Compute(plain, test).Value + 0.1);
            Assert.InRange(Descriptive.Mean(said.ProbabilitiesOf()), 0.02, 0.09);
            Assert.True(Metric.Auc.Compute(said, test).Value > 0.8);
        }
    }

    [Fact]
    public void SaveAndLoad_Ensemble_ScoresTheSameBitsAndRefusesEnsemblesOfEnsembles()
    {
        Dataset data = Classes(5, 80, 30, 20);
        FittedPipeline model = Pipeline.Empty.TrainEasyEnsemble(new() { Bags = 3, Member = new LinearModelTrainer() }).Fit(data);
        using var stream = new MemoryStream();
        model.Save(stream);
        FittedPipeline loaded = FittedPipeline.Load(new MemoryStream(stream.ToArray()));

        Assert.Null(SameBits.Difference(model.Score(data), loaded.Score(data)));

        // A member that the caller's catalogue lacks is refused by its kind.
        var kinds = new StageKinds().AddPredictor("balanced_ensemble", reader => { Assert.Throws<BundleFormatException>(() => FittedPipeline.Load(new MemoryStream(reader.ReadBytes("members/000.mlops").ToArray()), new() { Kinds = reader.Kinds.WithoutSteps() })); throw new InvalidDataException("seen"); });
        Assert.Contains("seen", Assert.Throws<BundleFormatException>(() => FittedPipeline.Load(new MemoryStream(stream.ToArray()), new() { Kinds = kinds })).Message, StringComparison.Ordinal);
        Assert.Contains("ensemble of bags itself", Assert.Throws<ArgumentException>(() => new BalancedBaggingTrainer(new() { Member = new EasyEnsembleTrainer() })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_AnyMember_RoundTripAndWhatCannotBeMadeAgainIsRefusedByItsKind()
    {
        foreach (Trainer member in (Trainer[])[new DecisionTreeTrainer(new() { MaximumDepth = 3 }), new ForestTrainer(new() { TreeCount = 7 }), new BoostingTrainer(new() { LeafCount = 5 }), new LinearModelTrainer(), new EbmTrainer(), new PriorTrainer()])
        {
            var trainer = new BalancedBaggingTrainer(new() { Member = member, Bags = 2 });
            var read = (BalancedBaggingOptions)trainer.ReadOptions(trainer.ToOptionsJson());
            Assert.Equal(trainer.Options, read);
            Assert.Equal(member.GetType(), read.Member.Trainer!.GetType());
            Assert.Equal(member.ToOptionsJson(), read.Member.Trainer.ToOptionsJson());
        }

        var other = new EasyEnsembleTrainer();
        foreach (string kind in (string[])["acme.net", "rebalance"])
        {
            var back = (EasyEnsembleOptions)other.ReadOptions("""{"member":{"kind":"KIND","options":{}}}""".Replace("KIND", kind, StringComparison.Ordinal));
            Assert.Equal((kind, "{}"), (back.Member.Kind, back.Member.OptionsJson));
            Assert.Contains($"'{kind}'", Assert.Throws<ArgumentException>(() => new EasyEnsembleTrainer(back)).Message, StringComparison.Ordinal);
        }

        Assert.Throws<System.Text.Json.JsonException>(() => other.ReadOptions("""{"member":{"kind":"forest"}}"""));
        Assert.Throws<ArgumentException>(() => new EasyEnsembleTrainer(new() { Bags = 0 }));
        Assert.Throws<ArgumentException>(() => new EasyEnsembleTrainer(new() { MinorityRatio = 0 }));
    }

    [Fact]
    public void Fit_OneRowOfAClassAndNumbersAsLabel_AreDefinedOrRefused()
    {
        Predictor model = new EasyEnsembleTrainer(new() { Bags = 2 }).Fit(Classes(6, 30, 1));

        Assert.Contains(model.Report.Findings, finding => finding.Code == "PREP320" && finding.Message.Contains("1 rows", StringComparison.Ordinal));
        Assert.Equal(30, model.Score(Classes(6, 30, 1)).RowCount - 1);
        Assert.Throws<SchemaMismatchException>(() => new EasyEnsembleTrainer().Fit(Classes(6, 30, 5).WithRole("y", ColumnRole.Ignored).WithRole("x", ColumnRole.Label)));
    }

    // Clouds one apart; classes c0, c1...
    private static Dataset Classes(ulong seed, params int[] counts)
    {
        var random = new RandomStream(seed);
        int[] codes = [.. counts.SelectMany((count, code) => Enumerable.Repeat(code, count))];
        return new Dataset(
            new NumberColumn("x", Array.ConvertAll(codes, code => (1.5 * code) + random.NextGaussian())),
            new NumberColumn("z", Array.ConvertAll(codes, code => code + random.NextGaussian())),
            CategoryColumn.FromValues("y", codes.Select(code => $"c{code}"))).WithRole("y", ColumnRole.Label);
    }
}
