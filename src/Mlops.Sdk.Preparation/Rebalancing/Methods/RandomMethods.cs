namespace Mlops.Sdk;

internal sealed record RandomOverMethod : MakingMethod
{
    internal override string Name => "random oversampling";

    internal override Dataset Make(RebalanceWork work, int[] target, int[] raised) =>
        work.Train.Take([.. work.AllRows(), .. work.DrawRows(target, raised)]);
}

internal sealed record RandomUnderMethod : CuttingMethod
{
    internal override string Name => "random undersampling";

    internal override IEnumerable<(int Class, int[] Rows)> Kept(RebalanceWork work, int[] target, int[] cut) => cut.Select(code =>
        (code, Array.ConvertAll(work.Context.Random.Split("draw").Split(code).SampleWithoutReplacement(work.Rows[code].Length, target[code]), place => work.Rows[code][place])));
}
