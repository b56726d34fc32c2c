using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>What the rows of one bin of a feature add up to.</summary>
[StructLayout(LayoutKind.Sequential, Size = 32)]
public struct GradientBin
{
    /// <summary>The sum of the first derivatives of the loss.</summary>
    public double Gradient { get; set; }

    /// <summary>The sum of the second derivatives.</summary>
    public double Hessian { get; set; }

    /// <summary>The number of rows, exact, or 0 where rows were not counted; a double, so that a bin is one vector.</summary>
    public double Count { get; set; }

    /// <summary>Adds another bin.</summary>
    /// <param name="other">The other bin.</param>
    public void Add(in GradientBin other)
    {
        Gradient += other.Gradient;
        Hessian += other.Hessian;
        Count += other.Count;
    }

    /// <summary>This bin less another.</summary>
    /// <param name="other">A part of this bin.</param>
    public readonly GradientBin Less(in GradientBin other) => new() { Gradient = Gradient - other.Gradient, Hessian = Hessian - other.Hessian, Count = Count - other.Count };
}
