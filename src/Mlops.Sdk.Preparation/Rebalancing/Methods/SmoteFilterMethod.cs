using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>SMOTE-IPF (Sáez et al. 2015): SMOTE, then an iterative filter: trees learnt on parts of the rows vote on every row, and those that they outvote go, until few do for some rounds.</summary>
internal sealed record SmoteFilterMethod(int Neighbors, int Parts, double EnoughShare, bool ByConsensus, bool Scale) : MakingMethod
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    public int Parts { get; init; } = Valid.AtLeast(Parts, 2, nameof(Parts));

    public double EnoughShare { get; init; } = Valid.Fraction(EnoughShare, nameof(EnoughShare));

    // So many rounds in a row in which few rows go end it.
    private const int QuietRounds = 3;

    internal override string Name => FormattableString.Invariant($"SMOTE with {Neighbors} neighbors and an iterative filter of {Parts} parts");

    internal override Dataset Make(RebalanceWork work, int[] target, int[] raised)
    {
        RebalanceWork made = work.Cleaning(new SmoteMethod(Neighbors, Scale).Make(work, target, raised));
        Dataset learnt = JudgingRows.Of(made, Name);
        var removed = new bool[made.Train.RowCount];
        double enough = Math.Max(1, EnoughShare * removed.Length);
        for (int round = 1, quiet = 0; quiet < QuietRounds; round++)
        {
            int[][] present = CleaningMethod.Present(made, removed);
            int[] rows = [.. present.SelectMany(own => own).Order()];
            int before = rows.Length;
            foreach (int row in Outvoted(made, learnt, rows, round)) removed[row] = true;
            made.KeepWholeClasses(removed, present);
            int gone = before - removed.Count(one => !one);
            if (gone == 0) break;
            quiet = gone < enough ? quiet + 1 : 0;
        }

        return made.Without(removed);
    }

    // Rows that more than half of the trees, or all, take for another class.
    private IEnumerable<int> Outvoted(RebalanceWork work, Dataset learnt, int[] rows, int round)
    {
        Dataset all = learnt.Take(rows);
        LabelData label = LabelData.ReadFor(all, work.Label.Task, work.Label.Classes);
        int[] parts = RowFolds.DealClasses(label, rows.Length, Parts, work.Context.Random.Split("parts").Split(round)), wrong = new int[rows.Length];
        int voters = 0;
        for (int part = 0; part < Parts; part++)
        {
            work.Context.CancellationToken.ThrowIfCancellationRequested();
            int[] own = [.. Enumerable.Range(0, rows.Length).Where(place => parts[place] == part)];
            // A part of one class has nothing to tell.
            if (own.Select(place => label.Codes.Span[place]).Distinct().Take(2).Count() < 2) continue;
            voters++;
            Predictor tree = new DecisionTreeTrainer(new() { MaximumDepth = 0, MinimumRowsPerLeaf = 2 }).Fit(all.Take(own), work.Context.Run.Child(FormattableString.Invariant($"filter-{round}-{part + 1}")) with { Observer = null }, work.Context.CancellationToken);
            Predictions said = tree.Score(all, work.Context.CancellationToken);
            int[] codes = [.. said.Classes.Select(name => work.Label.Classes.IndexOf(name))];
            for (int place = 0; place < wrong.Length; place++) wrong[place] += codes[said.Decisions[place]] == label.Codes.Span[place] ? 0 : 1;
        }

        return Enumerable.Range(0, rows.Length).Where(place => voters > 0 && (ByConsensus ? wrong[place] == voters : wrong[place] * 2 > voters)).Select(place => rows[place]);
    }
}
