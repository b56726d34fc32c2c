using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Every failure of access rights but a denied call, which is <see cref="AccessDeniedException"/>.</summary>
internal static class AccessErrors
{
    public static MlopsException NoPrincipal() => new("MLO6081",
        "This workspace asks for a principal and none was given, or none was authenticated. Open it with WorkspaceOptions.Principal.");

    public static MlopsException UnknownPrincipal(string name) => new("MLO6082",
        $"There is no principal {ErrorText.Show(name)} in this workspace. An owner adds principals with Access.AddPrincipalAsync.");

    public static MlopsException CannotAct(Principal principal) => new("MLO6083", principal.Kind == PrincipalKind.Group
        ? $"{ErrorText.Show(principal.Name)} is a group, and nobody acts as a group. Open the workspace as one of its members."
        : $"The principal {ErrorText.Show(principal.Name)} is disabled. An owner enables it with Access.SetDisabledAsync.");

    public static MlopsException LastOwner(string name) => new("MLO6085",
        $"{ErrorText.Show(name)} is the last owner that is not disabled, and without one nobody could give rights any more. Make another principal an owner first (Access.SetOwnerAsync).");

    public static MlopsException OwnersOnly(string name, string what) => new("MLO6086",
        $"{ErrorText.Show(name)} may not {what}: only an owner of the workspace may.");

    public static MlopsException Escalation(string name, string what, string lacks) => new("MLO6087",
        $"{ErrorText.Show(name)} may not {what}, for nobody gives more than they hold: {lacks}. Ask an owner to do it.");

    public static MlopsException PolicyFails(string policy, string why) => new("MLO6088",
        $"The data was not opened, because {policy} cannot be applied: {why}. Change the policy to one that fits the columns.");

    public static MlopsException Unreadable(string kind, string key, Exception? cause) => new("MLO6089",
        $"The access document {kind} {ErrorText.Show(key)} cannot be read, so nobody is let in. A newer SDK wrote it, or the database was changed by other means: update the packages, or restore the database from a copy.", cause);

    public static MlopsException HiddenContent(string name, string dataset) => new("MLO6090",
        $"{ErrorText.Show(name)} may not read the stored file of dataset {ErrorText.Show(dataset)}, because a policy or a denial hides a part of it. Open the dataset through the catalog, which leaves out what is hidden.");

    public static MlopsException CannotGoOn(string dataset) => new("MLO6092",
        $"No version was added to dataset {ErrorText.Show(dataset)}, because a part of it is hidden from you and what goes on from it would lack that part. Let a principal do it from whom nothing is hidden.");

    public static MlopsException Contended() => new("MLO6091",
        "The access rights were changed by others each time this change was about to be written. Try again.");

    public static ArgumentException Unknown(string what, string name, IReadOnlyCollection<string> known) =>
        new($"There is no {what} {ErrorText.Show(name)}. {Names.Hint(name, known, what + "s")}");
}
