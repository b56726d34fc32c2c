using System.Reflection;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>The packages of this application and their versions, from the file that the runtime started it by; without one, the assemblies that are loaded.</summary>
internal static class PackageList
{
    public static byte[] ToJson()
    {
        SortedDictionary<string, string> packages = Read() ?? Loaded();
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            foreach ((string name, string version) in packages) json.WriteString(name, version);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static SortedDictionary<string, string>? Read()
    {
        try
        {
            if ((AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string)?.Split(';', StringSplitOptions.RemoveEmptyEntries) is not [string path, ..]) return null;
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            SortedDictionary<string, string> packages = new(StringComparer.Ordinal);
            foreach (JsonProperty library in document.RootElement.GetProperty("libraries").EnumerateObject())
                if (library.Name.Split('/') is [string name, string version]) packages[name] = version;
            return packages.Count > 0 ? packages : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static SortedDictionary<string, string> Loaded()
    {
        SortedDictionary<string, string> assemblies = new(StringComparer.Ordinal);
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
            if (assembly.GetName() is { Name: string name, Version: Version version }) assemblies[name] = version.ToString();
        return assemblies;
    }
}
