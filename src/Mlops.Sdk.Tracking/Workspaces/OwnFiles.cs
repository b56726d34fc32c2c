namespace Mlops.Sdk;

/// <summary>The files of a workspace itself. No location of the catalog leads to them: what is in them is read through the workspace, which asks for rights.</summary>
/// <param name="places">The database with the files beside it, and the folder of the contents; empty when the stores keep no files here.</param>
internal sealed class OwnFiles(IReadOnlyList<string> places)
{
    /// <summary>Throws when a location of the catalog is one of these files, or something in one of these folders, by whatever links and dots it leads there.</summary>
    /// <exception cref="MlopsException">MLO6120: it is.</exception>
    public void Refuse(string location) => Refuse([location]);

    /// <summary>The same for many, which may stand for a million files of one folder.</summary>
    public void Refuse(IEnumerable<string> locations)
    {
        if (places.Count == 0) return;
        string[] own = [.. places.Select(RealPath.Of)];
        (string last, string real) = ("", "");
        foreach (string location in locations)
        {
            string full = Path.GetFullPath(location), folder = Path.GetDirectoryName(full) ?? full;
            if (folder != last) (last, real) = (folder, RealPath.Of(folder));
            string at = RealPath.TargetOf(full) is null ? Path.Combine(real, Path.GetFileName(full)) : RealPath.Of(full);
            if (own.Any(place => Includes(place, at))) throw CatalogErrors.OwnFile(location);
        }
    }

    // Case counts on no file system that ignores it, and nobody loses by a name that differs in case alone being refused.
    private static bool Includes(string place, string path) =>
        path.StartsWith(place, StringComparison.OrdinalIgnoreCase) && (path.Length == place.Length || path[place.Length] == Path.DirectorySeparatorChar);
}
