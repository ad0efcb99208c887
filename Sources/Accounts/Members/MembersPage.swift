import Design
import HTML
import Routing
import Vocabulary

/// People of an organisation and what can be done about them.
enum MembersPage {
  static func html(
    _ sheet: Sheet, _ answer: OrganisationView.Answer, _ caller: Caller, _ visit: Visit
  ) -> HTML {
    let organisation = answer.organisation
    let isOwn = caller.seat?.organisation == organisation.id
    return Shell(
      isOwn ? "成员" : organisation.name, on: visit, current: isOwn ? Paths.members.link : nil,
      trail: isOwn ? [] : [("单位一览", Paths.organisations.link)]
    ).page(beside: "还可以做什么", isAfter: true) {
      errorSummary(sheet)
      factList {
        fact("单位", HTML(organisation.name))
        fact("类别", HTML(organisation.kind.title))
        if let code = organisation.creditCode { fact("统一社会信用代码", HTML(code)) }
        fact(
          "状态", state(organisation.status.title, organisation.status == .active ? .good : .warn)
        )
        if !organisation.contact.isEmpty { fact("联系方式", HTML(organisation.contact)) }
      }
      if !answer.joining.isEmpty { joining(answer.joining) }
      table(answer, caller)
      if let next = answer.next { more(next, organisation) }
      if !answer.invitations.isEmpty { invitations(answer.invitations, visit) }
    } aside: {
      let links = links(answer, caller, isOwn: isOwn)
      if !links.isEmpty {
        panel("还可以") { ul(.class("links")) { for link in links { li { link } } } }
      }
    }
  }

  /// What else there is of this organisation.
  private static func links(
    _ answer: OrganisationView.Answer, _ caller: Caller, isOwn: Bool
  ) -> [HTML] {
    let place = ItemPlace<Owner.Organisation>(answer.organisation.id)
    func link(_ word: String, _ picture: Icon, _ address: Address) -> HTML {
      a(.href(address)) {
        icon(picture)
        word
      }
    }
    var links: [HTML] = []
    func unlessBlocked(_ name: String, _ word: String, _ picture: Icon, _ address: Address) {
      if let refusal = answer.acts.objection(to: name) {
        links.append(span(.class("quiet")) { "\(word)：\(refusal.sentence)" })
      } else {
        links.append(link(word, picture, address))
      }
    }
    if !answer.acts.invitable.isEmpty {
      unlessBlocked(Invite.name, "邀请一个人", .plus, Invite.path.link(place))
    }
    if !answer.acts.steps.isEmpty {
      let words = answer.acts.steps.map(\.title).joined(separator: "或") + "这个单位"
      links.append(link(words, .lock, SetStanding.path.link(place)))
    }
    // Whoever says to speak for it reads nothing of it before that is confirmed.
    if answer.organisation.kind == .enterprise, answer.organisation.status == .active || !isOwn {
      links.append(link("企业档案和申请条件", .file, Paths.dossier.link(place)))
      links.append(link("登记、信用、事故、称号和商标数据", .search, Paths.facts.link(place)))
    }
    if answer.acts.correctedEdition != nil {
      unlessBlocked(
        CorrectEnterprise.name, "更正企业的名称或所在区", .pen, CorrectEnterprise.path.link(place))
    }
    if answer.acts.isTheirsToLeave {
      unlessBlocked(HandOver.name, "离开这个单位，把身份交给同事", .user, HandOver.path.link)
    }
    return links
  }

  private static func table(_ answer: OrganisationView.Answer, _ caller: Caller) -> HTML {
    if answer.members.isEmpty {
      return emptyState("没有可以显示的成员", "新成员接受邀请后会出现在这里。")
    }
    let rows = answer.members.map { member in
      let mayChange =
        answer.acts.invitable.contains(member.role) && member.person != caller.person
      return [
        HTML(member.personName), HTML(member.role.title), moment(member.since),
        member.suspended.map { state("已停用：\($0)", .warn) } ?? state("正常", .good),
        mayChange
          ? a(.href(MembershipView.path.link(ItemPlace(member.id)))) { "调整" } : HTML(""),
      ]
    }
    return DataTable(
      "成员和身份", [.init("姓名"), .init("身份"), .init("开始时间"), .init("状态"), .init("操作")], rows
    ).html
  }

  private static func joining(_ claims: [Claim]) -> HTML {
    let rows = claims.map { claim in
      [
        a(.href(ClaimView.path.link(ItemPlace(claim.id)))) { claim.personName },
        HTML(claim.role.title), HTML(claim.note), moment(claim.since),
      ]
    }
    return DataTable(
      "等您同意加入的人", [.init("姓名"), .init("要担任"), .init("说明"), .init("提出时间")], rows
    ).html
  }

  private static func more(_ next: MembershipID, _ organisation: Organisation) -> HTML {
    let address = OrganisationView.path.link(
      ItemPlace(organisation.id), query: [("after", "\(next)")])
    return p { a(.href(address), .rel("next")) { "下一页" } }
  }

  private static func invitations(_ open: [OpenInvitation], _ visit: Visit) -> HTML {
    let rows = open.map { item in
      [
        HTML(Mask.mail(item.mail)), HTML(item.role.title), HTML(item.inviter), moment(item.until),
        postForm(
          WithdrawInvitation.path.link(ItemPlace(item.id)), on: visit, button: "撤回",
          class: "inline"),
      ]
    }
    return DataTable(
      "还没有接受的邀请",
      [.init("邮箱"), .init("身份"), .init("邀请人"), .init("有效期到"), .init("操作")], rows
    ).html
  }
}
