using System.Globalization;

namespace Mlops.Sdk.Testing;

/// <summary>The failures of the stores in memory, under the codes that every store uses.</summary>
internal static class StoreErrors
{
    public static MlopsException ArtifactMissing(string sha256) => new("MLO6021",
        $"The artifact {sha256} is not in this store. Put the content first; VerifyAsync lists everything that is missing.");

    public static MlopsException UnknownRun(string id) => new("MLO6031",
        $"There is no run {id} in this workspace. Search the runs of the experiment for the id that you mean.");

    public static MlopsException ResumedByAnother(string run) => new("MLO6035",
        $"The run {run} was not resumed: it has been resumed meanwhile, or it lives again. Read the run again and decide again.");

    public static MlopsException AttemptIsOver(string run, int ended, int now) => new("MLO6037",
        string.Create(CultureInfo.InvariantCulture, $"Attempt {ended} cannot end the run {run}: it has been resumed and stands at attempt {now}. Let the other process end the run."));

    public static MlopsException UnknownVersion(string model, int version, int count) => new("MLO6042",
        string.Create(CultureInfo.InvariantCulture, $"The model \"{model}\" has no version {version}. It has {(count == 0 ? "no versions" : $"the versions 1 to {count}")}."));

    public static MlopsException NumberIsTaken(string model, int number, int next) => new("MLO6051",
        string.Create(CultureInfo.InvariantCulture, $"{model}/{number} was not added: the next version of \"{model}\" here is {next}, and versions are numbered without gaps."));

    public static MlopsException Archived(string model, int version) => new("MLO6045",
        string.Create(CultureInfo.InvariantCulture, $"{model}/{version} is archived or to be archived, and no alias may point to it. Move the alias or the stage first."));
}
