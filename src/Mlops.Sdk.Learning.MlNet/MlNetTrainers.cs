using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Mlops.Sdk;

/// <summary>What of ML.NET's native parts can be used on this machine.</summary>
/// <param name="LightGbm">Whether LightGBM's native library can be loaded.</param>
/// <param name="LightGbmProblem">Why not; null where it can.</param>
public sealed record MlNetAvailability(bool LightGbm, string? LightGbmProblem)
{
    /// <summary>Whether FastTree, FastForest and additive models can run: they need a native library on x64 and x86 processors, and none on others.</summary>
    /// <value>True.</value>
    public bool FastTree { get; init; } = true;

    /// <summary>Why not; null where they can.</summary>
    public string? FastTreeProblem { get; init; }
}

/// <summary>Tells which trainers of this package can run here.</summary>
public static class MlNetTrainers
{
    private static readonly Lazy<MlNetAvailability> Found = new(Look);

    /// <summary>Looks for the native libraries; looked for once in a process.</summary>
    public static MlNetAvailability Probe() => Found.Value;

    /// <summary>A chain of ML.NET's own as a trainer; see <see cref="MlNetPipelineExtensions.TrainWith"/>.</summary>
    /// <param name="chain">Makes the chain; called anew for each fit with a context that has the seed of the fit.</param>
    /// <param name="options">Settings; the defaults if left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static Trainer FromEstimator(Func<MLContext, IEstimator<ITransformer>> chain, EstimatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return new EstimatorTrainer(chain, options);
    }

    private static MlNetAvailability Look()
    {
        string? lightGbm = Problem("lib_lightgbm", typeof(LightGbmBinaryTrainer).Assembly, "slim Linux images lack libgomp1");
        string? fastTree = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? Problem("FastTreeNative", typeof(FastTreeBinaryTrainer).Assembly, "Linux images with musl lack glibc") : null;
        return new(lightGbm is null, lightGbm) { FastTree = fastTree is null, FastTreeProblem = fastTree };
    }

    /// <summary>Why a native library cannot be loaded; null where it can.</summary>
    internal static string? Problem(string library, Assembly of, string often) => NativeLibrary.TryLoad(library, of, searchPath: null, out _)
        ? null
        : $"the native library {library} has no build for {RuntimeInformation.RuntimeIdentifier}, or a library that it needs is not installed; {often}";
}
