using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Mlops.Sdk;

/// <summary>Makes objects out of the rows of a dataset.</summary>
internal sealed class RecordWriter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors)] T>
{
    private readonly ConstructorInfo? _constructor;
    private readonly List<RecordMember> _parameters = [];
    private readonly List<(RecordMember Member, PropertyInfo Property)> _properties = [];

    public RecordWriter(Dataset data)
    {
        _constructor = Constructor();
        var unknown = new List<string>();
        var nullability = new NullabilityInfoContext();
        foreach (ParameterInfo parameter in _constructor?.GetParameters() ?? [])
        {
            if (Find(data, parameter.Name!, unknown) is { } column) _parameters.Add(new RecordMember(column, parameter.ParameterType, AllowsNull(nullability.Create(parameter))));
        }

        foreach (PropertyInfo property in _parameters.Count + unknown.Count > 0 ? [] : RecordProperties.Readable(typeof(T)).Where(property => property.SetMethod is { IsPublic: true }))
        {
            if (Find(data, property.Name, unknown) is { } column) _properties.Add((new RecordMember(column, property.PropertyType, AllowsNull(nullability.Create(property))), property));
        }

        if (unknown.Count > 0)
            throw new ArgumentException($"{typeof(T).Name} cannot be made: there is no column for {string.Join(", ", unknown)}. Rename or derive the columns first. Columns: {string.Join(", ", data.Schema.Select(field => field.Name).Take(20))}.");
        if (_parameters.Count + _properties.Count == 0)
            throw new ArgumentException($"{typeof(T).Name} has no settable property and no constructor parameter to fill. Give it properties with set or init, or use a positional record.");
    }

    public T Write(int row)
    {
        object?[] arguments = _parameters.Count == 0 ? [] : [.. _parameters.Select(member => member.Read(row))];
        object item = _constructor is null ? default(T)! : _constructor.Invoke(arguments);
        foreach ((RecordMember member, PropertyInfo property) in _properties) property.SetValue(item, member.Read(row));
        return (T)item;
    }

    private static ConstructorInfo? Constructor()
    {
        ConstructorInfo[] all = typeof(T).GetConstructors();
        ConstructorInfo? simple = Array.Find(all, constructor => constructor.GetParameters().Length == 0);
        if (simple is not null) return simple;
        if (typeof(T).IsValueType && all.Length == 0) return null;
        return all.Length == 1
            ? all[0]
            : throw new ArgumentException($"{typeof(T).Name} has {all.Length} public constructors with parameters and none without, so it is not clear how to make one. Give it a parameterless constructor, or one constructor only.");
    }

    private static bool AllowsNull(NullabilityInfo info) => info.WriteState != NullabilityState.NotNull;

    private static Column? Find(Dataset data, string name, List<string> unknown)
    {
        if (data.Schema.Contains(name)) return data[name];
        Column[] alike = [.. data.Columns.Where(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase))];
        if (alike.Length == 1) return alike[0];
        unknown.Add($"'{name}'{(alike.Length > 1 ? $" ({alike.Length} columns differ from it by case alone)" : data.Schema.NearestName(name) is { } near ? $" (did you mean '{near}'?)" : "")}");
        return null;
    }
}
