using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a <c>.mlops</c> bundle says of itself. Reading it checks every entry and makes no part of the model, so it needs none of the packages that the model was made with.</summary>
public sealed class BundleInfo
{
    private readonly BundleManifest _manifest;

    private BundleInfo(BundleManifest manifest) => _manifest = manifest;

    /// <summary>The version of the SDK that wrote it.</summary>
    public string SdkVersion => _manifest.SdkVersion;

    /// <summary>When the model was fitted.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.Parse(_manifest.CreatedAt, CultureInfo.InvariantCulture);

    /// <summary>The fingerprint of the training data, if it was noted.</summary>
    public string? DataFingerprint => _manifest.DataFingerprint;

    /// <summary>The raw columns that every feature is made from; null when the SDK that wrote it did not note them.</summary>
    public ImmutableSortedDictionary<string, ValueList<string>>? FeatureSources => _manifest.FeatureSources;

    /// <summary>The raw columns that scoring needs.</summary>
    public Schema InputSchema => _manifest.InputSchema;

    /// <summary>The name of the label; null for a pipeline that only prepares data.</summary>
    public string? Label => _manifest.Predictors.LastOrDefault()?.Label;

    /// <summary>What is predicted; null for a pipeline that only prepares data.</summary>
    public TaskKind? Task => _manifest.Predictors.LastOrDefault()?.Task;

    /// <summary>The classes, if classes are predicted.</summary>
    public ImmutableArray<string> Classes => _manifest.Predictors.LastOrDefault()?.Classes ?? [];

    /// <summary>Reads a bundle from a stream that can seek, and checks every entry against its hash.</summary>
    /// <param name="stream">The bundle.</param>
    /// <param name="options">How many bytes it may unpack to; null for the default.</param>
    /// <exception cref="BundleFormatException">It is damaged, tampered with, hostile or of another version.</exception>
    public static BundleInfo Read(Stream stream, BundleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new BundleInfo(BundleArchive.Read(stream, (options ?? new BundleOptions()).MaxBytes).Manifest);
    }

    /// <summary>The signature of the model as JSON: the columns that go in, and the label, task and classes that come out; with the fingerprint of the training data and the sources of the features.</summary>
    public string ToSignatureJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            BundleManifestJson.WriteFields(json, "input_schema", InputSchema.Fields);
            if (Label is not null) json.WriteString("label", Label);
            if (Task is { } task) json.WriteString("task", task.ToString());
            if (!Classes.IsEmpty)
            {
                json.WriteStartArray("classes");
                foreach (string name in Classes) json.WriteStringValue(name);
                json.WriteEndArray();
            }

            if (DataFingerprint is not null) json.WriteString("data_fingerprint", DataFingerprint);
            if (FeatureSources is not null) BundleManifestJson.WriteSources(json, FeatureSources);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
