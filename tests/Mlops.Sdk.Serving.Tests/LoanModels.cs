using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Serving.Tests;

/// <summary>A workspace with two versions of a model that answer differently; the alias stands on the first.</summary>
public sealed class LoanModels : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("serving").FullName;

    public Workspace Workspace { get; private set; } = null!;

    public FittedPipeline First { get; } = Pipeline.Empty.TrainLightGbm(new() { TreeCount = 5 }).Fit(Table(1));

    public FittedPipeline Second { get; } = Pipeline.Empty.TrainLightGbm(new() { TreeCount = 9 }).Fit(Table(2));

    public static IReadOnlyList<Loan> Loans { get; } = [.. Enumerable.Range(0, 64).Select(i => new Loan(i / 64.0, i % 7, i % 3 == 0 ? null : i % 2 == 0))];

    public static Dataset Rows => new(
        new NumberColumn("debt-ratio", (double[])[.. Loans.Select(loan => loan.DebtRatio)]),
        new IntegerColumn("late_payments", (long[])[.. Loans.Select(loan => (long)loan.LatePayments)]),
        new FlagColumn("Owner", (bool[])[.. Loans.Select(loan => loan.Owner ?? false)], MissingMask.Create(Loans.Count, row => Loans[row].Owner is null)));

    public async ValueTask InitializeAsync()
    {
        Workspace = await Workspace.OpenAsync(Folder);
        await Workspace.Models.RegisterAsync("loans", First);
        await Workspace.Models.RegisterAsync("loans", Second);
        await Workspace.Models.SetAliasAsync("loans", "champion", 1, null);
    }

    public Task PointAtAsync(int version, int expected) => Workspace.Models.SetAliasAsync("loans", "champion", version, expected);

    public async ValueTask DisposeAsync()
    {
        await Workspace.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static Dataset Table(ulong seed)
    {
        var random = new RandomStream(seed);
        const int Rows = 300;
        double[] ratio = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble())];
        long[] late = [.. Enumerable.Range(0, Rows).Select(_ => (long)random.NextInt32(7))];
        return new Dataset(
            new NumberColumn("debt-ratio", ratio),
            new IntegerColumn("late_payments", late),
            new FlagColumn("Owner", (bool[])[.. ratio.Select(_ => random.NextDouble() < 0.5)]),
            CategoryColumn.FromValues("Default", ratio.Zip(late).Select(row => row.First + row.Second / 7.0 + 0.2 * random.NextGaussian() > 1 ? "yes" : "no"))).WithRole("Default", ColumnRole.Label);
    }
}

public sealed record Loan(double DebtRatio, int LatePayments, bool? Owner);

public enum Answer
{
    No,
    Yes,
}

public sealed record Decision(Answer Default, double Probability, ModelVersion Version);

public sealed class Verdict
{
    public string Class { get; set; } = "";

    public float Score { get; set; }

    public IReadOnlyDictionary<string, double> Probabilities { get; init; } = new Dictionary<string, double>();

    public bool Certain => Score is < 0.1f or > 0.9f;
}

public sealed record Odd(string Class, string Colour);

public sealed record Unfit(string DebtRatio, int Late);
