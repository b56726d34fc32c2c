using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Mlops.Sdk;

/// <summary>Reads the columns that a model needs from the properties of objects.</summary>
internal sealed class InputBinding<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TIn>
    where TIn : class
{
    private readonly Func<IReadOnlyList<TIn>, Column>[] _readers;

    /// <exception cref="MlopsException">MLO8001: properties are missing or of a type that does not fit; the message lists all.</exception>
    public InputBinding(Schema schema, ModelVersion version)
    {
        PropertyInfo[] properties = [.. typeof(TIn).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)];
        var problems = new List<string>();
        var readers = new List<Func<IReadOnlyList<TIn>, Column>>();
        foreach (Field field in schema)
        {
            PropertyInfo[] found = Find(properties, field.Name);
            if (found.Length != 1) problems.Add(found.Length == 0 ? $"no property for column '{field.Name}' ({field.Type})" : $"column '{field.Name}' could be {string.Join(" or ", found.Select(property => property.Name))}");
            else if (ColumnReader.Bind<TIn>(found[0], field) is { } reader) readers.Add(reader);
            else problems.Add($"property '{found[0].Name}' is {found[0].PropertyType.Name}, which is no {field.Type} for column '{field.Name}'");
        }

        if (problems.Count > 0)
            throw new MlopsException("MLO8001", $"{typeof(TIn).Name} does not fit {version}: {string.Join("; ", problems)}. Add or change these properties, or follow another model.");
        _readers = [.. readers];
    }

    public Dataset Read(IReadOnlyList<TIn> items)
    {
        for (int row = 0; row < items.Count; row++)
            if (items[row] is null) throw new ArgumentException($"Input {row} is null.", nameof(items));
        return new Dataset(Array.ConvertAll(_readers, read => read(items)));
    }

    private static PropertyInfo[] Find(PropertyInfo[] properties, string name)
    {
        PropertyInfo[] exact = Array.FindAll(properties, property => property.Name == name);
        return exact.Length == 1 ? exact : Array.FindAll(properties, property => MemberNames.Fold(property.Name) == MemberNames.Fold(name));
    }
}
