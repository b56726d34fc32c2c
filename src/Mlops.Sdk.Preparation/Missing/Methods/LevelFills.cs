namespace Mlops.Sdk;

internal sealed record ModeFill : ImputeMethod
{
    internal override string Name => "mode";

    internal override bool IsForNumbers => true;

    internal override bool IsForLevels => true;

    internal override string? Level => null;

    internal override double Number(Span<double> finite, Span<double> weights)
    {
        if (weights.IsEmpty) finite.Sort();
        else finite.Sort(weights);
        (double mode, double most) = (finite[0], -1);
        for (int start = 0, end = 0; start < finite.Length; start = end)
        {
            double count = 0;
            for (; end < finite.Length && finite[end] == finite[start]; end++) count += weights.IsEmpty ? 1 : weights[end];
            if (count > most) (mode, most) = (finite[start], count);
        }

        return mode;
    }
}

internal sealed record TextFill(string Value) : ImputeMethod
{
    internal override string Name => "constant";

    internal override bool IsForLevels => true;

    internal override string? Level => Value;
}

internal sealed record OwnLevelFill(string OwnLevelName) : ImputeMethod
{
    internal override string Name => "own level";

    internal override bool IsForLevels => true;

    internal override string? Level => OwnLevelName;
}
