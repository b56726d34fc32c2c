using System.Collections.Immutable;
using System.Globalization;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Core.Tests.Contract;

/// <summary>The contract finds what a hurried author leaves wrong.</summary>
public sealed class BrokenStageTests
{
    [Fact]
    public void Verify_StepThatBreaksInvariants_ListsThem()
    {
        ContractViolationException broken = Assert.Throws<ContractViolationException>(() => StepContract.Verify(new Hurried(), ContractData.Mixed()));
        string[] expected =
        [
            "the same seed gives the same bits",
            "a fit on other data leaves no trace",
            "a culture does not change what is learnt",
            "permuted labels yield no gain",
            "a token that is cancelled while it works stops it",
            "progress runs from 0 to 1",
            "a culture does not change options or report",
            "strange data is defined",
        ];
        Assert.Empty(expected.Where(invariant => !broken.Violations.Any(violation => violation.StartsWith(invariant, StringComparison.Ordinal))).Select(missed => $"{missed} was not found:\n{broken.Message}"));
        Assert.Contains("'city' knows labels that are in random order", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_TrainerThatRemembersRows_HasAGainOnPermutedLabels()
    {
        ContractViolationException broken = Assert.Throws<ContractViolationException>(() => StepContract.Verify(new Remembering(), ContractData.Numeric()));
        Assert.Contains(broken.Violations, violation => violation.StartsWith("permuted labels yield no gain: auc is", StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_StepThatLearnsWhereItsDataLies_IsFound()
    {
        ContractViolationException broken = Assert.Throws<ContractViolationException>(() => StepContract.Verify(new Placed(), ContractData.Numeric()));
        Assert.Contains(broken.Violations, violation => violation.StartsWith("the same seed gives the same bits wherever the data lies in memory", StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_StepThatOverflowsAndLooksAtItsBatch_IsFoundOnStrangeRows()
    {
        ContractViolationException broken = Assert.Throws<ContractViolationException>(() => StepContract.Verify(new Careless(1e10), ContractData.Numeric()));
        Assert.Contains(broken.Violations, violation => violation.StartsWith("strange rows are transformed row for row: row ", StringComparison.Ordinal) && violation.Contains("of 'ratio' is infinite", StringComparison.Ordinal));

        // Looks at other rows only where a number is out of all bounds, so that usual rows do not give it away.
        broken = Assert.Throws<ContractViolationException>(() => StepContract.Verify(new Careless(0), ContractData.Numeric()));
        Assert.Contains(broken.Violations, violation => violation.StartsWith("strange rows are transformed row for row: ", StringComparison.Ordinal));
        Assert.DoesNotContain(broken.Violations, violation => violation.StartsWith("one row alone", StringComparison.Ordinal));
    }

    /// <summary>Stretches a column beyond the range of numbers; with a factor of 0 puts the number of rows in place of what is too large.</summary>
    private sealed class Careless(double factor) : Step<Pipelines.HalveOptions, FittedCareless>(null, Pipelines.HalveJson.Default.HalveOptions)
    {
        public override string Kind => "acme.careless";

        protected override Schema PropagateCore(Schema input, SchemaProblems problems) => input;

        protected override StepFit FitCore(Dataset train, FitContext context) => new(new FittedCareless(train.Schema["ratio"], factor));
    }

    private sealed class FittedCareless(Field ratio, double factor) : FittedStep([ratio])
    {
        public override string Kind => "acme.careless";

        public override Report Report => new GeneralReport(new ReportBuilder("Careless").Text("As it comes.").Build());

        public override Schema OutputSchema(Schema input) => input;

        protected override void SaveCore(BundleWriter writer) => writer.WriteBytes("state.bin", BitConverter.GetBytes(factor));

        protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken) =>
            data.With(new NumberColumn("ratio", Array.ConvertAll(data["ratio"].ToNumbers().ToArray(), value => factor > 0 ? value * factor : Math.Abs(value) > 1e300 ? data.RowCount : value)));
    }

    /// <summary>Puts the mean of the label of all rows, its own among them, in place of a category; counts its fits; writes numbers by the culture.</summary>
    private sealed class Hurried() : Step<Pipelines.HalveOptions, FittedHurried>(null, Pipelines.HalveJson.Default.HalveOptions)
    {
        private int _fits;

        public override string Kind => "acme.hurried";

        protected override Schema PropagateCore(Schema input, SchemaProblems problems) => input.With(input["city"] with { Type = ColumnType.Number, Levels = null });

        protected override StepFit FitCore(Dataset train, FitContext context)
        {
            context.ReportProgress(2.5, "nearly done");
            var city = (CategoryColumn)train["city"];
            LabelData label = LabelData.ReadFor(train, TaskKind.Binary, ["no", "yes"]);
            double[] means = [.. city.Levels.Names.Select((_, level) => Enumerable.Range(0, city.Length).Where(row => city.Codes[row] == level).Select(row => (double)label.Codes.Span[row]).Average())];
            return new StepFit(new FittedHurried(train.Schema["city"], means, ++_fits));
        }
    }

    private sealed class FittedHurried(Field city, double[] means, int fits) : FittedStep([city])
    {
        public override string Kind => "acme.hurried";

        public override Report Report => new GeneralReport(new ReportBuilder("Hurried").Text(means[0].ToString("F3", CultureInfo.CurrentCulture)).Build());

        public override Schema OutputSchema(Schema input) => input.With(input["city"] with { Type = ColumnType.Number, Levels = null });

        protected override void SaveCore(BundleWriter writer) => writer.WriteBytes("state.bin", [(byte)fits, .. System.Text.Encoding.UTF8.GetBytes(string.Join(';', means.Select(mean => mean.ToString(CultureInfo.CurrentCulture))))]);

        protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken) =>
            data.With(new NumberColumn("city", ((CategoryColumn)data["city"]).Codes.ToArray().Select(code => code < 0 ? double.NaN : means[code]).ToArray()));
    }

    /// <summary>Learns how far a column lies from the start of its array, as a sum that begins where memory is aligned does.</summary>
    private sealed class Placed() : Step<Pipelines.HalveOptions, FittedPlaced>(null, Pipelines.HalveJson.Default.HalveOptions)
    {
        public override string Kind => "acme.placed";

        protected override Schema PropagateCore(Schema input, SchemaProblems problems) => input;

        protected override StepFit FitCore(Dataset train, FitContext context) =>
            new(new FittedPlaced(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(train["income"].ToNumbers(), out ArraySegment<double> place) ? (byte)place.Offset : (byte)0));
    }

    private sealed class FittedPlaced(byte place) : FittedStep([])
    {
        public override string Kind => "acme.placed";

        public override Report Report => new GeneralReport(new ReportBuilder("Placed").Text("A place.").Build());

        public override Schema OutputSchema(Schema input) => input;

        protected override void SaveCore(BundleWriter writer) => writer.WriteBytes("state.bin", [place]);

        protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken) => data;
    }

    /// <summary>Keeps every row that it ever saw, over all fits.</summary>
    private sealed class Remembering() : Trainer<Pipelines.HalveOptions>(null, Pipelines.HalveJson.Default.HalveOptions)
    {
        private readonly Dictionary<double, int> _seen = [];

        public override string Kind => "acme.remembering";

        protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
        {
            double[] keys = train["income"].ToNumbers().ToArray();
            lock (_seen)
            {
                for (int row = 0; row < keys.Length; row++) _seen[keys[row]] = label.Codes.Span[row];
                return new Memory(label.Name, label.Classes, train.Schema["income"], new Dictionary<double, int>(_seen));
            }
        }
    }

    private sealed class Memory(string label, ImmutableArray<string> classes, Field input, Dictionary<double, int> seen) : Predictor(label, TaskKind.Binary, classes, [input])
    {
        public override string Kind => "acme.memory";

        public override Report Report => new GeneralReport(new ReportBuilder("Memory").Text("All of it.").Build());

        protected override void SaveCore(BundleWriter writer) => writer.WriteBytes("rows.bin", BitConverter.GetBytes(seen.Count));

        protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken) =>
            Predictions.ForPositive(Label, Classes, [.. data["income"].ToNumbers().ToArray().Select(key => seen.TryGetValue(key, out int code) ? code : 0.5)]);
    }
}
