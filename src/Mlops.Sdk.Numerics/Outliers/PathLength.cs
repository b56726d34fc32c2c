namespace Mlops.Sdk.Numerics;

/// <summary>The mean depth at which a point is found in a random binary search tree, by which isolation forests judge a depth.</summary>
public static class PathLength
{
    private const double EulerGamma = 0.5772156649015329;

    /// <summary>2 H(n - 1) - 2 (n - 1) / n with H(i) = ln i + 0.5772 (Liu, Ting and Zhou 2008, eq. 1); 1 for two points, 0 for fewer.</summary>
    /// <param name="count">How many points the tree has.</param>
    public static double Of(int count) => count switch
    {
        < 2 => 0,
        2 => 1,
        _ => 2 * (Math.Log(count - 1) + EulerGamma) - 2 * (count - 1.0) / count,
    };
}
