using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>The bytes of an <see cref="AdditiveModel"/>: little endian, versioned, checked while read.</summary>
internal static class AdditiveFormat
{
    private const uint Magic = 0x4D4C_4144; // "MLAD"
    private const ushort Version = 1;

    public static byte[] Write(AdditiveModel model)
    {
        ModelWriter writer = new(Magic, Version);
        writer.Write(model.FeatureCount);
        writer.Write(model.OutputCount);
        foreach (double bias in model.Bias) writer.Write(bias);
        writer.Write(model.Terms.Length);
        foreach (AdditiveTerm term in model.Terms) term.WriteTo(writer);
        return writer.ToArray();
    }

    public static AdditiveModel Read(ReadOnlySpan<byte> bytes)
    {
        ModelReader reader = new(bytes, "additive model", Magic, Version);
        int features = reader.ReadInt32("the number of features");
        if (features < 0) throw reader.Fault("the number of features is negative");
        int outputs = reader.ReadCount("the number of outputs", 1, 8);
        ImmutableArray<double> bias = ReadFinite(ref reader, outputs, "a bias");
        var terms = new AdditiveTerm[reader.ReadCount("the number of terms", 0, 2)];
        for (int i = 0; i < terms.Length; i++)
        {
            byte tag = reader.ReadByte("the kind of a term");
            terms[i] = tag switch
            {
                SlopeTerm.Tag => SlopeTerm.Read(ref reader, features, outputs),
                TableTerm.Tag => TableTerm.Read(ref reader, features, outputs),
                _ => throw reader.Fault(string.Create(CultureInfo.InvariantCulture, $"a term is of the unknown kind {tag}")),
            };
        }

        reader.End();
        return new AdditiveModel(features, bias, terms);
    }

    public static int ReadFeature(ref ModelReader reader, int features)
    {
        int feature = reader.ReadInt32("the feature of a term");
        return feature >= 0 && feature < features ? feature : throw reader.Fault(string.Create(CultureInfo.InvariantCulture, $"feature {feature} is none of the {features}"));
    }

    public static ImmutableArray<double> ReadFinite(ref ModelReader reader, long count, string what)
    {
        if (count * 8 > reader.Remaining) throw reader.Fault(string.Create(CultureInfo.InvariantCulture, $"{count} numbers are announced ({what}), which the {reader.Remaining} bytes left cannot hold"));
        var values = new double[count];
        foreach (ref double value in values.AsSpan()) value = reader.ReadFinite(what);
        return [.. values];
    }
}
