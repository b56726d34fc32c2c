using System.Collections.Immutable;
using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The mean of the probabilities of models of balanced bags, brought back to how often classes come.</summary>
internal sealed class BalancedEnsemblePredictor : Predictor
{
    public const string KindName = "balanced_ensemble";

    private const string StateName = "state.json";
    private const int MostMembers = 1000;

    // Models shrink to a fifth or so; what would grow far more is no model.
    private const long MostGrowth = 200;

    private readonly FittedPipeline[] _members;
    private readonly BalancedEnsembleState _state;
    private readonly double[] _factors;
    private readonly int[][] _maps;

    public BalancedEnsemblePredictor(string label, TaskKind task, ImmutableArray<string> classes, FittedPipeline[] members, BalancedEnsembleState state, IEnumerable<Finding> findings)
        : base(label, task, classes, members.SelectMany(member => member.Predictor?.Inputs ?? []).DistinctBy(field => field.Name))
    {
        if (task == TaskKind.Regression || members.Length == 0 || members.Length != state.Members || state.Rows.Count != classes.Length || state.BagRows.Count != classes.Length || state.Rows.Concat(state.BagRows).Any(count => count < 1))
            throw new InvalidDataException($"An ensemble for '{label}' has members, and rows of each of its {classes.Length} classes.");
        if (members.Any(member => member.Steps.Length > 0 || member.Predictor is not { } model || model.Label != label || model.Task != task || model.Classes.Length != classes.Length || !model.Classes.All(classes.Contains)))
            throw new InvalidDataException($"A member of the ensemble does not predict the classes of '{label}'.");
        (_members, _state) = (members, state);
        _maps = Array.ConvertAll(members, member => member.Predictor!.Classes.Select(name => classes.IndexOf(name)).ToArray());
        _factors = [.. state.Rows.Select((rows, code) => state.KeepPrior ? rows / (double)state.BagRows[code] : 1)];
        Report = new GeneralReport(
            new ReportBuilder($"{state.Name} of {label}").Section("Ensemble")
                .Facts(("Members", state.Members), ("Each learnt by", state.Member), ("Probabilities", state.KeepPrior ? "by how often classes come" : "as if classes came equally often"))
                .Table([ReportColumn.Text("Class"), ReportColumn.Number("Training rows"), ReportColumn.Number("Rows in a bag")], classes.Select((name, code) => (IReadOnlyList<ReportCell>)[name, state.Rows[code], state.BagRows[code]]))
                .Build(),
            findings,
            KindName);
    }

    public override string Kind => KindName;

    public override Report Report { get; }

    public static BalancedEnsemblePredictor Load(BundleReader reader)
    {
        BalancedEnsembleState state = reader.ReadJson(StateName, PreparationJson.Default.BalancedEnsembleState);
        if (state.Members is < 1 or > MostMembers) throw new InvalidDataException($"An ensemble has 1 to {MostMembers} members; this one has {state.Members}.");

        // No member is an ensemble itself, so that no file puts models into models without end.
        StageKinds kinds = reader.Kinds.WithoutSteps().ReplacePredictor(KindName, _ => throw new InvalidDataException("A member of the ensemble is an ensemble."));
        var members = new FittedPipeline[state.Members];
        for (int i = 0; i < members.Length; i++)
        {
            byte[] bytes = reader.ReadBytes(NameOf(i)).ToArray();
            using var stream = new MemoryStream(bytes);
            members[i] = FittedPipeline.Load(stream, new() { Kinds = kinds, MaxBytes = (1 << 20) + (MostGrowth * bytes.Length) });
        }

        return new BalancedEnsemblePredictor(reader.Label, reader.Task, reader.Classes, members, state, []);
    }

    protected override void SaveCore(BundleWriter writer)
    {
        writer.WriteJson(StateName, _state, PreparationJson.Default.BalancedEnsembleState);
        for (int i = 0; i < _members.Length; i++)
        {
            using var stream = new MemoryStream();
            _members[i].Save(stream);
            writer.WriteBytes(NameOf(i), stream.ToArray());
        }
    }

    protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken)
    {
        int classes = Classes.Length;
        var probabilities = new double[data.RowCount * classes];
        for (int i = 0; i < _members.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<double> said = _members[i].Predictor!.Score(data, cancellationToken).Probabilities;
            int[] map = _maps[i];
            for (int row = 0; row < said.Length; row += classes)
                for (int code = 0; code < classes; code++) probabilities[row + map[code]] += said[row + code] / _members.Length;
        }

        // Decided before the prior comes back.
        int[] decisions = Predictions.ForClasses(Label, Classes, probabilities).Decisions.ToArray();
        if (_state.KeepPrior) BringBack(probabilities);
        return Predictions.ForClasses(Label, Classes, probabilities, decisions);
    }

    private void BringBack(double[] probabilities)
    {
        for (int row = 0; row < probabilities.Length; row += _factors.Length)
        {
            double sum = 0;
            for (int code = 0; code < _factors.Length; code++) sum += probabilities[row + code] *= _factors[code];
            for (int code = 0; code < _factors.Length; code++) probabilities[row + code] /= sum;
        }
    }

    private static string NameOf(int member) => string.Create(CultureInfo.InvariantCulture, $"members/{member:000}.mlops");
}
