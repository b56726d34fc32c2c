using System.Collections.Immutable;
using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class FittedPipeline
{
    /// <summary>Saves the model as a <c>.mlops</c> bundle. The file is whole or not there at all. The same model gives the same bytes.</summary>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string temporary = full + ".saving";
        using (FileStream file = File.Create(temporary)) Save(file);
        File.Move(temporary, full, overwrite: true);
    }

    /// <summary>Writes the bundle to a stream.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (BundleManifest manifest, BundleWriter writer) = Write();
        BundleArchive.Write(stream, BundleManifestJson.Write(manifest), writer.Entries);
    }

    /// <summary>The SHA-256 of every part of the model, by its name in the bundle, as lower-case hexadecimal. Two models of the same columns and classes with the same hashes score the same; when they were fitted does not matter.</summary>
    /// <exception cref="MlopsException">A part cannot be saved.</exception>
    public ImmutableSortedDictionary<string, string> HashParts() => Write().Manifest.Entries.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.Sha256, StringComparer.Ordinal);

    private (BundleManifest Manifest, BundleWriter Writer) Write()
    {
        var writer = new BundleWriter();
        var steps = ImmutableArray.CreateBuilder<PartHeader>();
        foreach (FittedStep step in Steps)
        {
            var header = new PartHeader(string.Create(CultureInfo.InvariantCulture, $"steps/{steps.Count:00}-{Slug(step.Kind)}"), step.Kind, step.Inputs);
            step.SaveCore(writer.Within(header.Folder));
            steps.Add(header);
        }

        var predictors = ImmutableArray.CreateBuilder<PartHeader>();
        foreach (Predictor predictor in Unwrap(Predictor))
        {
            var header = new PartHeader(string.Create(CultureInfo.InvariantCulture, $"model/{predictors.Count:00}-{Slug(predictor.Kind)}"), predictor.Kind, predictor.Inputs)
            {
                Label = predictor.Label, Task = predictor.Task, Classes = predictor.Classes,
            };
            predictor.SaveCore(writer.Within(header.Folder));
            predictors.Add(header);
        }

        return (new BundleManifest
        {
            SdkVersion = BundleManifestJson.SdkVersion,
            CreatedAt = CreatedAt.ToString("O", CultureInfo.InvariantCulture),
            InputSchema = InputSchema,
            DataFingerprint = DataFingerprint,
            FeatureSources = TraceFeatures(),
            Steps = steps.ToImmutable(),
            Predictors = predictors.ToImmutable(),
            Entries = BundleArchive.Hash(writer.Entries),
        }, writer);
    }

    /// <summary>Loads a model. Every entry is checked before any is used; only known kinds are made.</summary>
    /// <exception cref="BundleFormatException">The bundle is damaged, tampered with, hostile, of another version, or has a part of an unknown kind.</exception>
    public static FittedPipeline Load(string path, BundleOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        try
        {
            return Load(file, options);
        }
        catch (BundleFormatException error)
        {
            throw new BundleFormatException($"{ErrorText.Show(Path.GetFileName(path))}: {error.Message[(error.Code.Length + 2)..]}", error);
        }
    }

    /// <summary>Loads a model from a stream that can seek.</summary>
    /// <inheritdoc cref="Load(string, BundleOptions)"/>
    public static FittedPipeline Load(Stream stream, BundleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new BundleOptions();
        (BundleManifest manifest, IReadOnlyDictionary<string, byte[]> entries) = BundleArchive.Read(stream, options.MaxBytes);
        StageKinds kinds = options.Kinds ?? StageKinds.CreateDefault();
        try
        {
            ImmutableArray<FittedStep> steps = [.. manifest.Steps.Select(part => kinds.LoadStep(Reader(part)))];
            Predictor? predictor = null;
            foreach (PartHeader part in manifest.Predictors)
                predictor = predictor is null ? kinds.LoadPredictor(Reader(part)) : kinds.LoadWrapper(Reader(part), predictor);
            return new FittedPipeline(manifest.InputSchema, manifest.DataFingerprint, steps, predictor, DateTimeOffset.Parse(manifest.CreatedAt, CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is not (MlopsException or OutOfMemoryException))
        {
            throw new BundleFormatException($"A part of the bundle does not hold what its kind writes: {error.Message} Save the model again.", error);
        }

        BundleReader Reader(PartHeader part) => new(entries, part.Folder + "/", part, kinds);
    }

    private static IEnumerable<Predictor> Unwrap(Predictor? predictor)
    {
        var chain = new Stack<Predictor>();
        for (Predictor? current = predictor; current is not null; current = (current as WrappedPredictor)?.Inner) chain.Push(current);
        return chain;
    }

    private static string Slug(string kind) => new([.. kind.Select(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '_' or '.' ? character : '_')]);
}
