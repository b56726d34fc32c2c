using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>What <see cref="OrderedSums"/> adds up, by eight, four and one number of double precision (twice as many of single).</summary>
internal interface ISumTerm<T>
    where T : unmanaged
{
    Vector512<T> Wide(ref T x, ref T y, nuint index);

    Vector256<T> Narrow(ref T x, ref T y, nuint index);

    T One(T x, T y);
}

internal readonly struct ValueTerm : ISumTerm<double>
{
    public Vector512<double> Wide(ref double x, ref double y, nuint index) => Vector512.LoadUnsafe(ref x, index);

    public Vector256<double> Narrow(ref double x, ref double y, nuint index) => Vector256.LoadUnsafe(ref x, index);

    public double One(double x, double y) => x;
}

internal readonly struct ProductTerm<T> : ISumTerm<T>
    where T : unmanaged, System.Numerics.INumber<T>
{
    public Vector512<T> Wide(ref T x, ref T y, nuint index) => Vector512.LoadUnsafe(ref x, index) * Vector512.LoadUnsafe(ref y, index);

    public Vector256<T> Narrow(ref T x, ref T y, nuint index) => Vector256.LoadUnsafe(ref x, index) * Vector256.LoadUnsafe(ref y, index);

    public T One(T x, T y) => x * y;
}

internal readonly struct SquareTerm : ISumTerm<double>
{
    public Vector512<double> Wide(ref double x, ref double y, nuint index)
    {
        Vector512<double> value = Vector512.LoadUnsafe(ref x, index);
        return value * value;
    }

    public Vector256<double> Narrow(ref double x, ref double y, nuint index)
    {
        Vector256<double> value = Vector256.LoadUnsafe(ref x, index);
        return value * value;
    }

    public double One(double x, double y) => x * x;
}

internal readonly struct DifferenceTerm : ISumTerm<double>
{
    public Vector512<double> Wide(ref double x, ref double y, nuint index)
    {
        Vector512<double> difference = Vector512.LoadUnsafe(ref x, index) - Vector512.LoadUnsafe(ref y, index);
        return difference * difference;
    }

    public Vector256<double> Narrow(ref double x, ref double y, nuint index)
    {
        Vector256<double> difference = Vector256.LoadUnsafe(ref x, index) - Vector256.LoadUnsafe(ref y, index);
        return difference * difference;
    }

    public double One(double x, double y) => (x - y) * (x - y);
}

internal readonly struct DeviationTerm(double center) : ISumTerm<double>
{
    public Vector512<double> Wide(ref double x, ref double y, nuint index)
    {
        Vector512<double> deviation = Vector512.LoadUnsafe(ref x, index) - Vector512.Create(center);
        return deviation * deviation;
    }

    public Vector256<double> Narrow(ref double x, ref double y, nuint index)
    {
        Vector256<double> deviation = Vector256.LoadUnsafe(ref x, index) - Vector256.Create(center);
        return deviation * deviation;
    }

    public double One(double x, double y) => (x - center) * (x - center);
}
