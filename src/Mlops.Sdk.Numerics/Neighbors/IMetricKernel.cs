using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>How a distance grows with one more coordinate, one pair at a time and eight. Both do the same operations in the same order, so both give the same bits on every processor.</summary>
internal interface IMetricKernel
{
    static abstract double Add(double sum, double difference);

    static abstract Vector512<double> Add(Vector512<double> sum, Vector512<double> difference);

    static abstract double Finish(double sum);
}

internal readonly struct EuclideanKernel : IMetricKernel
{
    public static double Add(double sum, double difference) => sum + difference * difference;

    public static Vector512<double> Add(Vector512<double> sum, Vector512<double> difference) => sum + difference * difference;

    public static double Finish(double sum) => Math.Sqrt(sum);
}

internal readonly struct ManhattanKernel : IMetricKernel
{
    public static double Add(double sum, double difference) => sum + Math.Abs(difference);

    public static Vector512<double> Add(Vector512<double> sum, Vector512<double> difference) => sum + Vector512.Abs(difference);

    public static double Finish(double sum) => sum;
}

internal readonly struct ChebyshevKernel : IMetricKernel
{
    public static double Add(double sum, double difference) => Math.Max(sum, Math.Abs(difference));

    public static Vector512<double> Add(Vector512<double> sum, Vector512<double> difference) => Vector512.Max(sum, Vector512.Abs(difference));

    public static double Finish(double sum) => sum;
}
