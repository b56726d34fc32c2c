using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Detection;

/// <summary>PyOD's ECOD and COPOD score test rows as a part of the training rows, and its COF scores them among themselves. Done so ours are the same; the SDK's own scores never depend on the batch.</summary>
public sealed class BatchProtocolTests
{
    private static readonly JsonElement[] s_sets = [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "adbench.json"))).RootElement.GetProperty("sets").EnumerateArray()];

    public static TheoryData<string> Sets => new(s_sets.Select(set => set.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Sets))]
    public void TrainingScores_TestRowsWithTrainingRows_AurocIsThatOfPyod(string name)
    {
        Split[] splits = Read(name);
        foreach ((string id, DetectionMethod method) in ((string, DetectionMethod)[])[("ecod", DetectionMethod.Ecod), ("copod", DetectionMethod.Copod)])
        {
            double expected = Auc(name, id), joint = splits.Average(split => Auroc(DetectionReference.TrainingScores(split.Train.Append(split.Test), method)[split.Train.RowCount..], split.Labels));
            Assert.Equal(expected, joint, 1e-6);

            // Against the training rows alone: another number, near to it.
            double frozen = splits.Average(split => Auroc(DetectionReference.Fit(split.Train, method).ScoreRows(split.Test), split.Labels));
            Assert.Equal(expected, frozen, 0.01);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void TrainingScores_ChainsOfTestRowsAlone_AurocIsThatOfPyod(string name) =>
        Assert.Equal(Auc(name, "cof"), Read(name).Average(split => Auroc(DetectionReference.TrainingScores(split.Test, DetectionMethod.ConnectivityFactor(20, distinct: false)), split.Labels)), 0.01);

    [Theory]
    [MemberData(nameof(Sets))]
    public void ScoreRows_OneClassSvm_AurocIsNearThatOfTheExactMachine(string name) =>
        Assert.Equal(Auc(name, "ocsvm"), Read(name).Average(split => Auroc(DetectionReference.Fit(split.Train, DetectionMethod.OneClassSvm()).ScoreRows(split.Test), split.Labels)), 0.02);

    private static double Auc(string name, string id) => Set(name).GetProperty("auc").GetProperty(id).GetDouble();

    private static JsonElement Set(string name) => s_sets.Single(set => set.GetProperty("name").GetString() == name);

    private static Split[] Read(string name)
    {
        JsonElement set = Set(name);
        double[][] columns = [.. set.GetProperty("columns").EnumerateArray().Select(column => column.EnumerateArray().Select(cell => cell.GetDouble()).ToArray())];
        int[] labels = set.Integers("label");
        return [.. set.GetProperty("splits").EnumerateArray().Select(split =>
        {
            int[] train = split.Integers("train"), test = split.Integers("test");
            double[][] own = Array.ConvertAll(columns, column => Array.ConvertAll(train, row => column[row])), later = Array.ConvertAll(columns, column => Array.ConvertAll(test, row => column[row]));
            for (int c = 0; c < own.Length; c++)
            {
                (double low, double high) = (own[c].Min(), own[c].Max());
                double factor = 1 / (high > low ? high - low : 1), offset = -low * factor;
                foreach (double[] part in (double[][])[own[c], later[c]])
                    for (int i = 0; i < part.Length; i++) part[i] = (part[i] * factor) + offset;
            }

            return new Split(Reference.ToDataset(own), Reference.ToDataset(later), Array.ConvertAll(test, row => labels[row]));
        })];
    }

    private static double Auroc(double[] scores, int[] labels) => ScoreRanking.Create(scores, labels, 1).Score([], labels.Count(label => label == 1), labels.Count(label => label == 0)).Auc;

    private sealed record Split(Dataset Train, Dataset Test, int[] Labels);
}
