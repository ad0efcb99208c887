import Applications
import Routing

/// What the district does beside the line: further returns, other departments, other units, two
/// applications for one item, officials who keep out, questions among them.
extension RecommendationRoom {
  var asideActs: [OfferedAct] {
    [
      OfferedAct(AskFurtherReturn(desk: desk)), OfferedAct(SignFurtherReturn(desk: desk)),
      OfferedAct(ProposeExtension(desk: desk)), OfferedAct(GrantExtension(desk: desk)),
      OfferedAct(DenyExtension(desk: desk)), OfferedAct(DenyFurtherReturn(desk: desk)),
      OfferedAct(ProposeTransfer(desk: desk)),
      OfferedAct(CallBackTransfer(desk: desk)), OfferedAct(ProposeJoin(desk: desk)),
      OfferedAct(JoinTwin(desk: desk)), OfferedAct(KeepApart(desk: desk)),
      OfferedAct(Consult(desk: desk)), OfferedAct(RecallConsultation(desk: desk)),
      OfferedAct(Recuse(desk: desk)),
      OfferedAct(Substitute(desk: desk)), OfferedAct(Designate(desk: desk)),
      OfferedAct(TakeCase(desk: desk)),
      OfferedAct(HandOverCase(desk: desk)), OfferedAct(RaiseFlag(desk: desk)),
      OfferedAct(AssignFlag(desk: desk)), OfferedAct(ResolveFlag(desk: desk)),
      OfferedAct(VisitSite(desk: desk)), OfferedAct(EndHonour(desk: desk)),
      OfferedAct(RecheckHonour(desk: desk)),
    ]
  }

  var asideRoutes: [Route] {
    let returns =
      AskFurtherReturn(desk: desk).routes + SignFurtherReturn(desk: desk).routes
      + DenyFurtherReturn(desk: desk).routes + ProposeExtension(desk: desk).routes
      + GrantExtension(desk: desk).routes + DenyExtension(desk: desk).routes
    let units: [Route] =
      ProposeTransfer(desk: desk).routes + CallBackTransfer(desk: desk).routes + [
        .view(TransferView(desk: desk)), .act(AcceptTransfer(desk: desk)),
        .view(FormPage(act: DeclineTransfer(desk: desk))), .act(DeclineTransfer(desk: desk)),
      ]
    let twins =
      ProposeJoin(desk: desk).routes + JoinTwin(desk: desk).routes + KeepApart(desk: desk).routes
    let (answer, attach, record) = (
      AnswerConsultation(desk: desk), AddReplyFile(desk: desk, files: files),
      RecordReply(desk: desk)
    )
    let departments: [Route] =
      Consult(desk: desk).routes + RecallConsultation(desk: desk).routes + [
        .view(ConsultationView(desk: desk)), .view(FormPage(act: answer)), .act(answer),
        .view(FormPage(act: record)), .act(record), .act(MakeReplyLink(desk: desk)),
        .view(ReplyView(desk: desk)),
        .act(ReplyByLink(desk: desk)), .view(FormPage(act: attach)), .act(attach),
        .view(FormPage(act: AddReplyFileByLink(desk: desk, files: files))),
        .act(AddReplyFileByLink(desk: desk, files: files)),
        .view(ReplyFileDownload(desk: desk, files: files)),
      ]
    let officials =
      Recuse(desk: desk).routes + Substitute(desk: desk).routes + Designate(desk: desk).routes
      + RaiseFlag(desk: desk).routes
      + AssignFlag(desk: desk).routes + ResolveFlag(desk: desk).routes
      + TakeCase(desk: desk).routes + HandOverCase(desk: desk).routes
    let several: [Route] = [
      .view(FormPage(act: AcceptSeveral(desk: desk))), .act(AcceptSeveral(desk: desk)),
      .view(FormPage(act: ShareOut(desk: desk))), .act(ShareOut(desk: desk)),
    ]
    let photo = AddVisitPhoto(desk: desk, files: files)
    let strike = StrikeVisit(desk: desk)
    let findings: [Route] =
      VisitSite(desk: desk).routes + EndHonour(desk: desk).routes
      + RecheckHonour(desk: desk).routes + [
        .view(FormPage(act: photo)), .act(photo), .view(FormPage(act: strike)), .act(strike),
      ]
    return several + findings + returns + units + twins + departments + officials
  }
}
