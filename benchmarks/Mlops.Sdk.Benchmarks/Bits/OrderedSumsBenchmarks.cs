using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks.Bits;

/// <summary>Sums of a fixed order beside those of TensorPrimitives, which begin where memory is aligned. <c>quick sums</c> prints the ratios in one process, in turns.</summary>
public class OrderedSumsBenchmarks
{
    private static readonly int[] s_lengths = [5, 8, 16, 30, 100, 1000, 8192];

    private double[] _x = [];
    private double[] _y = [];

    [Params(5, 30, 1000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new RandomStream(1);
        _x = [.. Enumerable.Range(0, Length).Select(_ => random.NextGaussian())];
        _y = [.. Enumerable.Range(0, Length).Select(_ => random.NextGaussian())];
    }

    [Benchmark]
    public double Sum() => OrderedSums.Sum(_x);

    [Benchmark]
    public double SumOfTensors() => TensorPrimitives.Sum<double>(_x);

    [Benchmark]
    public double Dot() => OrderedSums.Dot(_x, _y);

    [Benchmark]
    public double DotOfTensors() => TensorPrimitives.Dot<double>(_x, _y);

    [Benchmark]
    public double Distance() => OrderedSums.Distance(_x, _y);

    [Benchmark]
    public double DistanceOfTensors() => TensorPrimitives.Distance<double>(_x, _y);

    [Benchmark]
    public void Exp() => ElementMath.Exp(_x, _y);

    [Benchmark]
    public void ExpOfTensors() => TensorPrimitives.Exp<double>(_x, _y);

    public static void Report()
    {
        foreach (int length in s_lengths)
        {
            OrderedSumsBenchmarks sums = new() { Length = length };
            sums.Setup();
            int calls = 300_000_000 / (length + 20);
            Print($"sum of {length}", sums.Sum, sums.SumOfTensors);
            Print($"dot of {length}", sums.Dot, sums.DotOfTensors);
            Print($"distance of {length}", sums.Distance, sums.DistanceOfTensors);

            void Print(string name, Func<double> ours, Func<double> theirs)
            {
                (Measured first, Measured second) = Measured.InTurns(() => Repeat(ours), () => Repeat(theirs), 5);
                Measured.Print($"{calls:N0} times {name}, ours / TensorPrimitives", first, second);
            }

            void Repeat(Func<double> work)
            {
                for (int i = 0; i < calls; i++) work();
            }
        }
    }
}
